import { AsyncLocalStorage } from "node:async_hooks"
import { randomBytes } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { log } from "./log.ts"

type Held = { readonly answers: AsyncLocalStorage<ServerResponse> }

/** One a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlinePageStatus?: Held }
holder.portlinePageStatus ??= { answers: new AsyncLocalStorage() }
const { answers } = holder.portlinePageStatus

/** Runs what makes a page. Data alone, as Next's router asks for it, stays what it is: with another status it would load the whole page. */
export function makingPage<Result>(request: IncomingMessage, answer: ServerResponse, run: () => Result): Result {
  return request.headers.rsc === undefined ? answers.run(answer, run) : run()
}

/**
 * Says what kind of answer a page is that stands in another's place. Next's own way is to throw; what it shows then is made by
 * scripts, so that without them there is nothing to read.
 */
export function setPageStatus(status: 404 | 503, headers: Readonly<Record<string, string>> = {}): void {
  const answer = answers.getStore()
  if (!answer || answer.headersSent) return
  answer.statusCode = status
  for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value)
}

/** Says that a page could not be made. Returns the name by which the log tells why. */
export function failPage(error: unknown): string {
  const page = randomBytes(5).toString("hex")
  log.error({ err: error, page }, "A page could not be made.")
  setPageStatus(503, { "retry-after": "5" })
  return page
}
