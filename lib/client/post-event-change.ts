import { mutate } from "swr"
import { type ProblemJson, urls } from "#lib/contract.ts"

/** Posts a change of the inbox and has what the screen shows of it asked for again; fails in the API's words. */
export async function postEventChange<T>(url: string): Promise<T> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })
  const answer = (await response.json().catch(() => null)) as ({ readonly data: T } & Partial<ProblemJson>) | null
  if (!response.ok || answer === null) throw new Error(answer?.detail ?? `The server answered ${response.status}.`)
  const isOfInbox = (key: unknown): boolean => typeof key === "string" && (key.startsWith(urls.api.events()) || key === urls.api.inbox)
  void mutate(isOfInbox)
  return answer.data
}
