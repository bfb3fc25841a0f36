/** Names as one parameter holds them: parted by commas; one that has a comma or a quote in it stands in quotes, its own doubled. */
export function joinNames(names: readonly string[]): string {
  return names.map((name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(",")
}

/** The names of such a parameter. A quote that nothing closes is a part of its name, as quotes within one are. */
export function splitNames(text: string): string[] {
  const pieces = text.match(/\s*"(?:[^"]|"")*"\s*(?=,|$)|[^,]+/g) ?? []
  return pieces.map((piece) => unquoted(piece.trim())).filter((name) => name !== "")
}

const unquoted = (name: string): string => (/^"(?:[^"]|"")*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"').trim() : name)
