import type { Instant } from "./instant.ts"
import type { StatusDetail } from "./status.ts"

/** One event that tells of a state: a status, or how far messaging is. Future events tell of none. */
export type ToldState = {
  /** The event's key. */
  readonly event: string
  readonly at: Instant
  readonly value: string
  /** Why, where the state is an exception. */
  readonly details: readonly StatusDetail[]
}

/** One stay in one state. */
export type Spell = {
  readonly value: string
  readonly since: Instant
  /** Null while it lasts. */
  readonly until: Instant | null
  /** The event that began it. */
  readonly event: string
  /** As the last of its events has them. */
  readonly details: readonly StatusDetail[]
  /** Every code that any of its events named, in the order of their coming up. */
  readonly codes: readonly string[]
  /** How many spells of this value there were, this one with them. */
  readonly pass: number
}

/** One exception spell among the others. */
export type Round = {
  readonly number: number
  readonly spell: Spell
  /** The first earlier round that named the very same codes, and at least one. */
  readonly sameAs: number | null
  /** What came after it; null while it lasts. */
  readonly next: Spell | null
}

const codesOf = ({ details }: ToldState): string[] => details.flatMap(({ code }) => code ?? [])

type Open = Omit<Spell, "until" | "codes"> & { readonly codes: Set<string> }

/** The stays in one state after another, from events in the total order: what repeats the present state makes no new one. */
export function spellsOf(told: readonly ToldState[]): Spell[] {
  const spells: Spell[] = []
  const passes = new Map<string, number>()
  let open = null as Open | null
  const close = (until: Instant | null): void => {
    if (open) spells.push({ ...open, until, codes: [...open.codes] })
  }
  for (const one of told) {
    const { event, value, details, at } = one
    if (open?.value === value) {
      for (const code of codesOf(one)) open.codes.add(code)
      open = { ...open, details }
      continue
    }
    close(at)
    const pass = (passes.get(value) ?? 0) + 1
    passes.set(value, pass)
    open = { value, since: at, event, details, codes: new Set(codesOf(one)), pass }
  }
  close(null)
  return spells
}

/** The last spell ended by what is no state: the draft's deletion. Never before it began, whatever a sender says. */
export function endSpells(spells: readonly Spell[], end: Instant | null): Spell[] {
  return spells.map((spell) => {
    if (end === null || spell.until !== null) return spell
    return { ...spell, until: end.micros < spell.since.micros ? spell.since : end }
  })
}

const nameOf = (codes: readonly string[]): string => JSON.stringify(codes.toSorted())

/** The exception spells, numbered. */
export function roundsOf(spells: readonly Spell[]): Round[] {
  const firstOf = new Map<string, number>()
  return spells.flatMap((spell, index): Round[] => {
    if (spell.value !== "exception") return []
    const name = nameOf(spell.codes)
    const sameAs = spell.codes.length > 0 ? (firstOf.get(name) ?? null) : null
    if (!firstOf.has(name)) firstOf.set(name, spell.pass)
    return [{ number: spell.pass, spell, sameAs, next: spells[index + 1] ?? null }]
  })
}

/** How long a spell that is over lasted, in milliseconds; null while it lasts. */
export function spellMillis({ since, until }: Spell): number | null {
  return until && Number((until.micros - since.micros) / 1000n)
}

/** By the key of the event that began a spell: the value before it. */
export function valuesBefore(spells: readonly Spell[]): Map<string, string> {
  return new Map(spells.slice(1).map(({ event }, index) => [event, spells[index]?.value ?? ""]))
}
