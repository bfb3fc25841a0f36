import Link from "next/link"
import { type PulseJson, urls } from "#lib/contract.ts"
import { plural } from "#lib/format/count-text.ts"
import { penNotice } from "#lib/format/pen-notice.ts"
import { Notice } from "../ui/notice.tsx"
import { Time } from "../ui/time.tsx"

function Penned({ penned }: { penned: NonNullable<PulseJson["penned"]> }) {
  const { what, why } = penNotice(penned)
  return (
    <Notice kind="warning">
      <b className="font-medium">{what}</b> since <Time at={penned.since} style="moment" ours />: {why}{" "}
      <Link href={urls.pen()} prefetch={false} className="underline">
        Look at the pen
      </Link>
    </Notice>
  )
}

function Gaps({ gaps: { refused, since } }: { gaps: NonNullable<PulseJson["gaps"]> }) {
  return (
    <Notice kind="warning">
      <b className="font-medium">{plural(refused, "webhook")} could not be kept</b> since <Time at={since} style="moment" ours />, and may
      be lost.{" "}
      <Link href={urls.pen()} prefetch={false} className="underline">
        Look at the gaps
      </Link>
    </Notice>
  )
}

/** What was refused and waits for somebody, on every screen. */
export function DoorNotices({ pulse: { penned, gaps } }: { pulse: PulseJson }) {
  return (
    <>
      {penned && <Penned penned={penned} />}
      {gaps && <Gaps gaps={gaps} />}
    </>
  )
}
