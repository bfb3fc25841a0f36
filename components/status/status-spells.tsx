import { countText } from "#lib/format/count-text.ts"
import { courtLabel } from "#lib/format/court-label.ts"
import { exceptionName } from "#lib/format/exception-name.ts"
import { statusLabel } from "#lib/format/status-label.ts"
import { spanText } from "#lib/format/time.ts"
import { courtOf } from "#lib/porting/court-of.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { roundsOf, type Spell, spellMillis } from "#lib/porting/spells.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { Elapsed } from "../order/elapsed.tsx"
import { EventLink } from "../timeline/event-link.tsx"
import { Disclosure } from "../ui/disclosure.tsx"
import { TableHead } from "../ui/table-head.tsx"
import { Time } from "../ui/time.tsx"
import { StatusChip } from "./status-chip.tsx"

type SpellsProps = { readonly spells: readonly Spell[]; readonly guide: GuideNames }
const MOST = 100

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

function SpellRow({ spell, words, guide }: { spell: Spell; words: string | undefined; guide: GuideNames }) {
  const length = spellMillis(spell)
  const court = courtOf({ status: spell, messaging: null, deleted: false }, guide)
  return (
    <tr>
      <th scope="row">
        <StatusChip status={spell.value} placeholder={false} deleted={false} />
      </th>
      <td data-label="From">
        <Time at={spell.since.text} style="moment" />
      </td>
      <td data-label="To">{spell.until ? <Time at={spell.until.text} style="moment" /> : "now"}</td>
      <td data-label="Length">{length === null ? <Elapsed since={spell.since.text} /> : spanText(length)}</td>
      <td data-label="Court">
        <CourtMark court={court} word={courtLabel(court)} />
      </td>
      <td {...(words ? {} : { "data-empty": "" })}>{words}</td>
      <td>
        <EventLink event={spell.event} name={`${statusLabel(spell.value)} number ${spell.pass}`} />
      </td>
    </tr>
  )
}

/** Every stay in one status, newest first: from when to when, how long, in whose court, and the rounds of exceptions. */
export function StatusSpells({ spells, guide }: SpellsProps) {
  const words = roundWords(spells, guide)
  const shown = spells.slice(-MOST).toReversed()
  return (
    <Disclosure title={`Status history (${countText(spells.length)})`}>
      <table className="rows">
        <caption className="sr-only">Status history, newest first</caption>
        <TableHead names={["Status", "From", "To", "Length", "Court", "Exception", "Event"]} />
        <tbody>
          {shown.map((spell) => (
            <SpellRow key={spell.event} spell={spell} words={words.get(spell)} guide={guide} />
          ))}
        </tbody>
      </table>
      {spells.length > MOST && <p className="text-sm text-text-2">Only the newest {MOST} are listed.</p>}
    </Disclosure>
  )
}
