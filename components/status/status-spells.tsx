import { countText } from "#lib/format/count-text.ts"
import { exceptionName } from "#lib/format/exception-name.ts"
import { statusLabel } from "#lib/format/status-label.ts"
import { courtOf } from "#lib/porting/court-of.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { roundsOf, type Spell, spellMillis } from "#lib/porting/spells.ts"
import { Disclosure } from "../ui/disclosure.tsx"
import { TableHead } from "../ui/table-head.tsx"
import { type ShownSpell, SpellRows } from "./spell-rows.tsx"

type SpellsProps = { readonly spells: readonly Spell[]; readonly guide: GuideNames }
const MOST = 50

/** "Round 3 · same code as round 1 · Account number mismatch; then Submitted" */
function roundWords(spells: readonly Spell[], guide: GuideNames): ReadonlyMap<Spell, string> {
  return new Map(
    roundsOf(spells).map(({ number, spell, sameAs, next }) => {
      const names = spell.codes.map((code) => exceptionName(code, guide)).join(", ")
      const same = sameAs === null ? [] : [`same ${spell.codes.length === 1 ? "code" : "codes"} as round ${sameAs}`]
      const told = [`Round ${number}`, ...same, names || "no code given"].join(" · ")
      return [spell, next ? `${told}; then ${statusLabel(next.value)}` : told]
    }),
  )
}

function showSpell(spell: Spell, words: string | undefined, guide: GuideNames): ShownSpell {
  const { event, value, pass, since, until } = spell
  const court = courtOf({ status: spell, messaging: null, deleted: false }, guide)
  return { event, value, pass, since: since.text, until: until?.text ?? null, millis: spellMillis(spell), court, words: words ?? null }
}

/** Every stay in one status, newest first: from when to when, how long, in whose court, and the rounds of exceptions. */
export function StatusSpells({ spells, guide }: SpellsProps) {
  const words = roundWords(spells, guide)
  const shown = spells
    .slice(-MOST)
    .toReversed()
    .map((spell) => showSpell(spell, words.get(spell), guide))
  return (
    <Disclosure title={`Status history (${countText(spells.length)})`}>
      <table className="rows">
        <caption className="sr-only">Status history, newest first</caption>
        <TableHead names={["Status", "From", "To", "Length", "Court", "Exception", "Event"]} />
        <SpellRows spells={shown} />
      </table>
      {spells.length > MOST && <p className="text-sm text-text-2">Only the newest {MOST} are listed.</p>}
    </Disclosure>
  )
}
