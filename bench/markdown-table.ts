/** A table in Markdown that reads in a terminal, too: the first column to the left, the others to the right. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, index) => Math.max(head.length, 3, ...rows.map((row) => (row[index] ?? "").length)))
  const pad = (text: string, index: number): string => (index === 0 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0))
  const line = (cells: readonly string[]): string => `| ${heads.map((_, index) => pad(cells[index] ?? "", index)).join(" | ")} |`
  const rule = `| ${widths.map((width, index) => (index === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`
  return [line(heads), rule, ...rows.map(line)].join("\n")
}
