/** The records of an RFC 4180 text. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, bare = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end !== ",") rows.push(row)
    if (end !== ",") row = []
    if (end === "") break
  }
  const last = rows.at(-1)
  return last?.length === 1 && last[0] === "" ? rows.slice(0, -1) : rows
}
