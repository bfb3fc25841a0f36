import type { DemoRandom } from "#prisma/demo-random.ts"
import type { Kind, World } from "./world.ts"

/** How long what lasts is to last. `seconds` draws a time, or is the whole time that the matrix of faults has for it. */
export type Chance = { readonly random: DemoRandom; readonly seconds: (least: number, most: number) => number }

/** Something that goes wrong, and is over when `strike` resolves: what mends itself from there on is measured. */
export type Fault = {
  readonly name: string
  readonly kinds: readonly Kind[]
  /** Resolves with how many processes were killed with kill -9. */
  readonly strike: (world: World, chance: Chance) => Promise<number>
}

const ANY: readonly Kind[] = ["embedded", "external"]

export const anywhere = (name: string, strike: Fault["strike"]): Fault => ({ name, kinds: ANY, strike })
export const embedded = (name: string, strike: Fault["strike"]): Fault => ({ name, kinds: ["embedded"], strike })
export const external = (name: string, strike: Fault["strike"]): Fault => ({ name, kinds: ["external"], strike })
