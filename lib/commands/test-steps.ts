import type { TestStepJson } from "#lib/contract.ts"
import type { DoorMeasure } from "#lib/intake/take-test.ts"

/** What came back from an address: a status, or the reason why there was no answer. `isOurs`: the door knew the test. */
export type Answered = {
  readonly address: string
  readonly status: number | null
  readonly isOurs: boolean
  readonly problem: string | null
  readonly ms: number
}

type Followed = {
  readonly first: Answered
  /** The try on this machine, where the public address cannot be reached from here. */
  readonly local: Answered | null
  readonly measure: DoorMeasure | null
  readonly shownMs: number
}

const round = (ms: number): number => Math.max(0, Math.round(ms * 10) / 10)
const passed = (step: TestStepJson["step"], ms: number, text: string): TestStepJson => ({ step, state: "passed", ms: round(ms), text })
const failed = (step: TestStepJson["step"], ms: number, text: string): TestStepJson => ({ step, state: "failed", ms: round(ms), text })
const skipped = (step: TestStepJson["step"]): TestStepJson => ({ step, state: "skipped", ms: null, text: "Not come to." })

function reached({ first, local }: Followed): TestStepJson {
  const { address, status, isOurs, problem, ms } = local ?? first
  if (status === null) return failed("reached", ms, `${address} cannot be reached: ${problem}.`)
  if (!isOurs) return failed("reached", ms, `${address} answered ${status}, and it was not this Portline: what stands in front of it?`)
  if (!local) return passed("reached", ms, `${address} answered 200.`)
  const unsaid = `${first.address} cannot be reached from this machine itself (${first.problem}). Whether Telnyx can, its first event will tell.`
  return passed("reached", ms, `${address} answered 200. ${unsaid}`)
}

function checkedSignature({ signature, signature_ms }: DoorMeasure): TestStepJson {
  if (signature === "ok") return passed("signature", signature_ms, "Checked against a key made for this test: right.")
  if (signature === "unsigned")
    return { ...skipped("signature"), text: "Not checked: no public key is set, so the test was sent unsigned." }
  return failed(
    "signature",
    signature_ms,
    `It did not arrive as it was sent (${signature}): something on the way changes the headers or the body.`,
  )
}

/** The four steps of a test's way, in words. */
export function testSteps(followed: Followed): TestStepJson[] {
  const { first, local, measure, shownMs } = followed
  const start = reached(followed)
  if (!(local ?? first).isOurs) return [start, skipped("signature"), skipped("stored"), skipped("shown")]
  if (!measure) return [start, skipped("signature"), skipped("stored"), failed("shown", shownMs, "Its trace could not be read within 2 s.")]
  const { problem, stored_ms } = measure
  const stored = problem
    ? failed("stored", stored_ms, `The database refused it: ${problem}`)
    : passed("stored", stored_ms, "Kept and folded as a real one, then undone: it is in no list and no count.")
  return [start, checkedSignature(measure), stored, passed("shown", shownMs, "Its trace was read where screens read.")]
}
