import { until } from "./ledger.ts"
import type { Portline } from "./portline.ts"
import { type Answer, get } from "./webhook.ts"

export const PASSWORD = "seven copper kettles"

/** The token of the set-up link that a start prints. */
export async function setupToken(portline: Portline): Promise<string> {
  const printed = (): string | undefined => /set-up\s+\S+\/setup\?token=(\S+)/.exec(portline.output())?.[1]
  await until("the set-up link is printed", async () => printed() !== undefined)
  return printed() ?? ""
}

function mustBe200({ status, text }: Answer): void {
  if (status !== 200) throw new Error(`${status}: ${text}`)
}

/** The value of a cookie that an answer sets; null where it sets none of that name. */
export function cookieOf(answer: Answer, name: string): string | null {
  const all = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`))
  return all?.slice(name.length + 1).split(";")[0] || null
}

/** Every value of a cookie that any of them was given: none may turn up in a log. */
export const cookiesGiven = new Set<string>()

/** Somebody with a browser: it keeps its cookies, and says which page it is on. */
export class Person {
  readonly #url: string
  readonly #cookies = new Map<string, string>()
  constructor(url: string, cookies: ReadonlyMap<string, string> = new Map()) {
    this.#url = url
    this.#cookies = new Map(cookies)
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  get #header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ")
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { cookie: this.#header, ...(init.headers as Record<string, string> | undefined) }
    const answer = await get(this.#url, path, { ...init, headers })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split("; ")
      const [name = "", value = ""] = pair.split("=")
      if (attributes.includes("Max-Age=0")) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
      if (value.length > 20) cookiesGiven.add(decodeURIComponent(value))
    }
    return answer
  }

  /** Changes something as a page's script does. */
  send(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const all = { origin: this.#url, "content-type": "application/json", ...headers }
    return this.ask(path, { method: "POST", headers: all, body: JSON.stringify(body) })
  }

  /** Posts a form as a page without JavaScript does. */
  submit(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const all = { origin: this.#url, "content-type": "application/x-www-form-urlencoded", ...headers }
    return this.ask(path, { method: "POST", headers: all, body: new URLSearchParams(fields).toString() })
  }

  async signIn(email: string, password = PASSWORD): Promise<Answer> {
    return this.send("/api/sign-in", { email, password })
  }
}

/** The first admin, signed in. */
export async function setUp(portline: Portline, email = "admin@example.com"): Promise<Person> {
  const admin = new Person(portline.url)
  const answer = await admin.send("/api/setup", { token: await setupToken(portline), email, name: "Ada", password: PASSWORD })
  mustBe200(answer)
  return admin
}

export const linkToken = (answer: Answer): string => new URL((answer.json.data as { link: string }).link).searchParams.get("token") ?? ""

/** One more member, invited by an admin, signed in. */
export async function join(portline: Portline, admin: Person, role: string, email = `${role}@example.com`): Promise<Person> {
  const invited = await admin.send("/api/members/invite", { email, role })
  mustBe200(invited)
  const person = new Person(portline.url)
  const joined = await person.send("/api/setup", { token: linkToken(invited), name: `The ${role}`, password: PASSWORD })
  mustBe200(joined)
  return person
}

/** A key of some scopes. */
export async function makeKey(admin: Person, scopes: readonly string[]): Promise<{ readonly id: string; readonly key: string }> {
  const made = await admin.send("/api/keys", { name: scopes.join(" "), scopes, days: 1 })
  mustBe200(made)
  return made.json.data as { id: string; key: string }
}
