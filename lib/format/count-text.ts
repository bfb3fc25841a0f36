/** Making a number format costs far more than using it. */
const format = new Intl.NumberFormat("en")

/** "1,234" */
export const countText = (count: number): string => format.format(count)

/** "1 order", "1,234 orders" */
export const plural = (count: number, one: string): string => `${countText(count)} ${one}${count === 1 ? "" : "s"}`

/** How many a value has, whatever it is called: senders make values up, and one may be `constructor`. */
export function countIn(counts: Readonly<Record<string, number>>, value: string): number {
  return Object.hasOwn(counts, value) ? (counts[value] ?? 0) : 0
}
