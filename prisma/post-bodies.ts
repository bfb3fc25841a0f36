import { setTimeout as sleep } from "node:timers/promises"
import type { Signer } from "./create-signer.ts"

export type Tally = { posted: number; stored: number; duplicate: number; quarantined: number; spooled: number; refused: number }
/** `stopped`: why it makes no sense to go on. `firstRefusal`: what the first answer other than 200 said. */
export type Posted = { readonly tally: Tally; stopped: string | null; firstRefusal: string | null }

type Answer = { readonly status: number; readonly text: string }

const CONCURRENT = 16
const TRIES = 3
const TIMEOUT_MS = 10_000

async function postOnce(url: URL, body: string, sign: Signer): Promise<Answer> {
  const headers = { "content-type": "application/json", "user-agent": "portline-demo", ...sign(body) }
  const response = await fetch(url, { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) })
  return { status: response.status, text: await response.text() }
}

/** A 503 is an invitation to come again: that is what the sender of the real ones does. */
async function post(url: URL, body: string, sign: Signer): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await postOnce(url, body, sign)
    if (answer.status !== 503 || tries === TRIES) return answer
    await sleep(1_000 * tries)
  }
}

function memberOf(text: string, name: string): string {
  try {
    const value: unknown = Object.entries(JSON.parse(text)).find(([key]) => key === name)?.[1]
    return typeof value === "string" ? value : ""
  } catch {
    return ""
  }
}

function whyStop(url: URL, { status, text }: Answer): string | null {
  if (status === 401)
    return `${url.host} has a TELNYX_PUBLIC_KEY and takes signed events only, so nothing more was sent. It says: ${memberOf(text, "detail")}
portline: give the private key that matches with --key <path>.`
  const isOurs = status === 200 ? memberOf(text, "result") !== "" : memberOf(text, "detail") !== ""
  return isOurs ? null : `what answers at ${url} (with ${status}) is not a Portline.`
}

function unreachable(url: URL, error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return `${url.host} gave no answer within ${TIMEOUT_MS / 1000} s.`
  const cause: unknown = error instanceof Error ? error.cause : null
  const code = cause instanceof Error && "code" in cause ? cause.code : String(cause ?? error)
  if (code === "ECONNREFUSED") return `nothing listens at ${url.origin}: start Portline with "npm start", or name another with --url.`
  return `${url.origin} cannot be reached (${code}).`
}

function note({ tally }: Posted, { status, text }: Answer): void {
  tally.posted++
  const result = memberOf(text, "result")
  if (status === 200 && Object.hasOwn(tally, result)) tally[result as keyof Tally]++
  else tally.refused++
}

/** Posts bodies in their order, 16 at a time. The first goes alone: what it meets, all would. */
export async function postBodies(url: URL, bodies: readonly string[], sign: Signer): Promise<Posted> {
  const tally: Tally = { posted: 0, stored: 0, duplicate: 0, quarantined: 0, spooled: 0, refused: 0 }
  const posted: Posted = { tally, stopped: null, firstRefusal: null }
  const postFrom = async (left: Iterable<string>): Promise<void> => {
    for (const body of left) {
      if (posted.stopped) return
      try {
        const answer = await post(url, body, sign)
        note(posted, answer)
        if (answer.status !== 200) posted.firstRefusal ??= `${answer.status}: ${memberOf(answer.text, "detail")}`
        posted.stopped ??= whyStop(url, answer)
      } catch (error) {
        posted.stopped ??= unreachable(url, error)
      }
    }
  }
  await postFrom(bodies.slice(0, 1))
  const waiting = bodies.slice(1).values()
  await Promise.all(Array.from({ length: CONCURRENT }, () => postFrom(waiting)))
  return posted
}
