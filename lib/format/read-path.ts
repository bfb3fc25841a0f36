/** A member of a payload as sent, however deep, or undefined. */
export function readPath(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) =>
      typeof found === "object" && found !== null && Object.hasOwn(found, name) ? (found as Record<string, unknown>)[name] : undefined,
    value,
  )
}

export function readText(value: unknown, ...path: readonly string[]): string | null {
  const found = readPath(value, ...path)
  return typeof found === "string" ? found : null
}
