import { accessUrls } from "#lib/contract/access-urls.ts"
import { type ProblemJson, urls } from "#lib/contract.ts"
import { noteDatabase } from "./database-health.ts"
import { noteFresh, noteUnreachable } from "./freshness.ts"

/** What every screen asks all the time, and what only a lost database leaves unanswered: any other 503 may be that question's own. */
const DATABASE_QUESTION = urls.api.pulse

async function ask(url: string): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: "application/json" } })
  } catch {
    noteUnreachable()
    throw new Error("The server cannot be reached.")
  }
}

let isLeaving = false
/** Whoever signs out here is on the way already. */
const LEAVE_MS = 1_000

/** The session is over: to the sign-in, and back here from there. Once, however many answers say so. */
function leaveToSignIn(): void {
  if (isLeaving) return
  isLeaving = true
  const next = `${window.location.pathname}${window.location.search}`
  setTimeout(() => window.location.assign(accessUrls.signIn({ next })), LEAVE_MS)
}

/** An answer of the API; throws with the problem's own words. */
export async function fetchJson<T>(url: string): Promise<T> {
  const response = await ask(url)
  if (response.ok) {
    const answer = (await response.json()) as T
    noteFresh()
    if (url === DATABASE_QUESTION) noteDatabase({ isAway: false })
    return answer
  }
  if (response.status === 503 && url === DATABASE_QUESTION) noteDatabase({ isAway: true })
  if (response.status === 401) leaveToSignIn()
  const problem = (await response.json().catch(() => null)) as ProblemJson | null
  throw new Error(problem?.detail ?? `The server answered ${response.status}.`)
}
