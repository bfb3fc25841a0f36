/** Whether the tests go their whole way, which takes long: `npm run chaos -- --full` sets it. */
export const isFull = process.env.PORTLINE_TESTS === "full"

/** How much of something a test does: in `npm test`, or where it goes its whole way. */
export const lengthOf = (short: number, full: number): number => (isFull ? full : short)
