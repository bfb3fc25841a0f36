import { countText } from "#lib/format/count-text.ts"
import { messagingLabel } from "#lib/format/messaging-label.ts"
import { spanText } from "#lib/format/time.ts"
import { type Spell, spellMillis } from "#lib/porting/spells.ts"
import { EventLink } from "../timeline/event-link.tsx"
import { Disclosure } from "../ui/disclosure.tsx"
import { Time } from "../ui/time.tsx"
import { MessagingChip } from "./messaging-chip.tsx"

const MOST = 100

function SpellLine({ spell }: { spell: Spell }) {
  const length = spellMillis(spell)
  return (
    <li className="flex flex-wrap items-center gap-x-3">
      <MessagingChip state={spell.value} />
      <span>
        from <Time at={spell.since.text} style="moment" />
      </span>
      <span className="text-text-2">{length === null ? "until now" : `for ${spanText(length)}`}</span>
      <EventLink event={spell.event} name={`messaging ${messagingLabel(spell.value)}`} />
    </li>
  )
}

/** Every state that messaging was in, newest first. */
export function MessagingHistory({ spells }: { spells: readonly Spell[] }) {
  return (
    <div className="basis-full">
      <Disclosure title={`Messaging history (${countText(spells.length)})`}>
        <ol className="flex flex-col gap-1">
          {spells
            .slice(-MOST)
            .toReversed()
            .map((spell) => (
              <SpellLine key={spell.event} spell={spell} />
            ))}
        </ol>
      </Disclosure>
    </div>
  )
}
