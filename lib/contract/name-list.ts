/**
 * Names as one parameter holds them: parted by commas. One that is empty, has a comma or a quote in it, or blanks around it, stands
 * in quotes, its own doubled.
 */
export function joinNames(names: readonly string[]): string {
  const isPlain = (name: string): boolean => name !== "" && name === name.trim() && !/[",]/.test(name)
  return names.map((name) => (isPlain(name) ? name : `"${name.replaceAll('"', '""')}"`)).join(",")
}

const QUOTED = /\s*"((?:[^"]|"")*)"\s*(?:,|$)/y

/** The names of such a parameter. A quote that nothing closes is a part of its name, as quotes within one are. */
export function splitNames(text: string): string[] {
  const names: string[] = []
  for (let at = 0; at < text.length; ) {
    QUOTED.lastIndex = at
    const quoted = QUOTED.exec(text)
    const comma = text.indexOf(",", at)
    const end = comma < 0 ? text.length : comma
    const name = quoted ? (quoted[1] ?? "").replaceAll('""', '"') : text.slice(at, end).trim()
    if (quoted || name !== "") names.push(name)
    at = quoted ? QUOTED.lastIndex : end + 1
  }
  return names
}
