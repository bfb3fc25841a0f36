/** Making a number format costs far more than using it. */
const format = new Intl.NumberFormat("en")

/** "1,234" */
export const countText = (count: number): string => format.format(count)

/** "1 order", "1,234 orders" */
export const plural = (count: number, one: string): string => `${countText(count)} ${one}${count === 1 ? "" : "s"}`
