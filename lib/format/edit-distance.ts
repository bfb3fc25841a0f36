/** How many single mistakes lie between two texts: a character wrong, missing, too many, or two swapped. */
export function editDistance(from: string, to: string): number {
  const [a, b] = [[...from], [...to]]
  let beforeLast: number[] = []
  let last = b.map((_char, index) => index + 1)
  a.forEach((char, row) => {
    const next: number[] = []
    b.forEach((other, column) => {
      const corner = column === 0 ? row : (last[column - 1] ?? 0)
      const isSwap = row > 0 && column > 0 && char === b[column - 1] && a[row - 1] === other
      const swapped = isSwap ? (column === 1 ? row - 1 : (beforeLast[column - 2] ?? 0)) + 1 : Number.POSITIVE_INFINITY
      const left = column === 0 ? row + 1 : (next[column - 1] ?? 0)
      next.push(Math.min((last[column] ?? 0) + 1, left + 1, corner + (char === other ? 0 : 1), swapped))
    })
    beforeLast = last
    last = next
  })
  return last.at(-1) ?? a.length
}
