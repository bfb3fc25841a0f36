import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const folder = join(import.meta.dirname, "../fixtures")

/** The twelve documented bodies, by the number they begin with. */
export function fixture(number: number): Buffer {
  const start = `${String(number).padStart(2, "0")}.`
  const name = readdirSync(folder).find((file) => file.startsWith(start))
  if (!name) throw new Error(`There is no fixture ${number}.`)
  return readFileSync(join(folder, name))
}

export const ALL_FIXTURES = Array.from({ length: 12 }, (_, index) => index + 1)

export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}
