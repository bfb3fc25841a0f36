import { createHash } from "node:crypto"

/** At least one item, so that a pick always finds one. */
export type NonEmpty<T> = readonly [T, ...T[]]

/** Chance that repeats: the same seed tells the same story. */
export type DemoRandom = {
  /** From 0 up to, not including, 1. */
  readonly fraction: () => number
  readonly between: (least: number, most: number) => number
  readonly whole: (least: number, most: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(items: NonEmpty<T>) => T
  readonly hex: (length: number) => string
  readonly uuid: () => string
}

/** Mulberry32: small, fast, and good enough for sample data; nothing secret comes from it. */
export function createDemoRandom(seed: string): DemoRandom {
  let state = createHash("sha256").update(seed).digest().readUInt32LE()
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + fraction() * (most - least)
  const whole = (least: number, most: number): number => Math.floor(between(least, most + 1))
  const hex = (length: number): string => Array.from({ length }, () => whole(0, 15).toString(16)).join("")
  return {
    fraction,
    between,
    whole,
    chance: (probability) => fraction() < probability,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}
