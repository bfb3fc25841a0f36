"use client"

import { courtLabel } from "#lib/format/court-label.ts"
import { statusLabel } from "#lib/format/status-label.ts"
import { spanText } from "#lib/format/time.ts"
import type { Court } from "#lib/porting/court.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { Elapsed } from "../order/elapsed.tsx"
import { EventLink } from "../timeline/event-link.tsx"
import { Time } from "../ui/time.tsx"
import { StatusChip } from "./status-chip.tsx"

/** What a row tells of one stay; times as the sender wrote them, `millis` null while it lasts. */
export type ShownSpell = {
  readonly event: string
  readonly value: string
  readonly pass: number
  readonly since: string
  readonly until: string | null
  readonly millis: number | null
  readonly court: Court
  readonly words: string | null
}

function SpellRow({ event, value, pass, since, until, millis, court, words }: ShownSpell) {
  return (
    <tr>
      <th scope="row">
        <StatusChip status={value} placeholder={false} deleted={false} />
      </th>
      <td data-label="From">
        <Time at={since} style="moment" />
      </td>
      <td data-label="To">{until ? <Time at={until} style="moment" /> : "now"}</td>
      <td data-label="Length">{millis === null ? <Elapsed since={since} /> : spanText(millis)}</td>
      <td data-label="Court">
        <CourtMark court={court} word={courtLabel(court)} />
      </td>
      <td {...(words ? {} : { "data-empty": "" })}>{words}</td>
      <td>
        <EventLink event={event} name={`${statusLabel(value)} number ${pass}`} />
      </td>
    </tr>
  )
}

/** Made in the browser too: a hundred rows are sent as what they tell, not a second time as what they look like. */
export function SpellRows({ spells }: { spells: readonly ShownSpell[] }) {
  return (
    <tbody>
      {spells.map((spell) => (
        <SpellRow key={spell.event} {...spell} />
      ))}
    </tbody>
  )
}
