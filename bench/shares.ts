export const sorted = (times: readonly number[]): number[] => times.toSorted((a, b) => a - b)

/** The value below which that share of sorted ones lies; NaN of none. */
export const at = (times: readonly number[], share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
