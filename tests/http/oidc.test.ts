import { afterAll, beforeAll, expect, test } from "vitest"
import { createDatabase } from "../support/database.ts"
import { Person, setUp } from "../support/person.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { type Provider, startProvider } from "../support/provider.ts"
import { type Answer, get } from "../support/webhook.ts"

let provider: Provider
let portline: Portline
let admin: Person

beforeAll(async () => {
  provider = await startProvider("portline")
  const env = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: "portline",
    OIDC_CLIENT_SECRET: "canary-of-a-secret",
    OIDC_NAME: "Example ID",
  }
  portline = await startPortline({ env: { DATABASE_URL: await createDatabase(), AUTH: "password", ...env } })
  admin = await setUp(portline)
})
afterAll(async () => {
  await portline.stop()
  await provider.stop()
})

const pathIn = (location: string | null): string => {
  const { pathname, search } = new URL(location ?? "", portline.url)
  return pathname + search
}
const member = (email: string, more: Record<string, unknown> = {}) => ({
  sub: `sub of ${email}`,
  email,
  email_verified: true,
  name: "Olga",
  ...more,
})

/** Goes to the provider and comes back, as far as our own answer. */
async function comeBack(person: Person, next = "/orders"): Promise<Answer> {
  const left = await person.ask(`/api/oidc/start?next=${encodeURIComponent(next)}`)
  expect(left.status).toBe(303)
  const back = await fetch(left.headers.get("location") ?? "", { redirect: "manual" })
  return person.ask(pathIn(back.headers.get("location")))
}
const mayRead = async (person: Person): Promise<boolean> => (await person.ask("/api/orders")).status === 200

test("whoever was invited at a verified address joins by it, and is known by the provider's name for them from then on", async () => {
  expect((await get(portline.url, "/sign-in")).text).toContain("Sign in with <!-- -->Example ID")
  await admin.send("/api/members/invite", { email: "Olga@example.com", role: "coordinator" })
  provider.as = member("olga@example.com")
  const first = new Person(portline.url)
  const answer = await comeBack(first, "/orders?court=you")
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/orders?court=you"])
  expect(await mayRead(first)).toBe(true)
  expect((await first.send("/api/events/retry")).status).toBe(200)
  provider.as = member("olga@example.com", { email: "married@example.com" })
  const later = new Person(portline.url)
  await comeBack(later)
  expect(await mayRead(later)).toBe(true)
})

test("a member who has a password is the same by either way", async () => {
  provider.as = member("admin@example.com")
  const person = new Person(portline.url)
  await comeBack(person)
  expect((await person.ask("/settings?tab=members")).status).toBe(200)
})

test.each([
  ["is no member", member("stranger@example.com")],
  ["has an address that nobody has verified", { ...member("admin@example.com"), sub: "another", email_verified: false }],
  ["has an address that another account has taken already", { ...member("admin@example.com"), sub: "yet another" }],
])("who %s is told so, and stays out", async (_what, claims) => {
  provider.as = claims
  const person = new Person(portline.url)
  const answer = await comeBack(person)
  expect(answer.headers.get("location")).toBe("/sign-in?note=not_a_member")
  expect(await mayRead(person)).toBe(false)
})

test.each([
  ["another audience", { aud: "another" }],
  ["another issuer", { iss: "https://attacker.example" }],
  ["another nonce", { nonce: "another" }],
  ["a token that is over", { exp: 1 }],
])("a token with %s is refused", async (_what, claims) => {
  provider.as = member("admin@example.com", claims)
  const person = new Person(portline.url)
  expect((await comeBack(person)).headers.get("location")).toBe("/sign-in?note=provider_failed")
  expect(await mayRead(person)).toBe(false)
})

test("an answer of the provider counts only in the browser that left for it, and once", async () => {
  provider.as = member("admin@example.com")
  const victim = new Person(portline.url)
  const left = await new Person(portline.url).ask("/api/oidc/start")
  const back = pathIn((await fetch(left.headers.get("location") ?? "", { redirect: "manual" })).headers.get("location"))
  expect((await victim.ask(back)).headers.get("location")).toBe("/sign-in?note=provider_failed")
  await victim.ask("/api/oidc/start")
  expect((await victim.ask(back)).headers.get("location")).toBe("/sign-in?note=provider_failed")
  expect(await mayRead(victim)).toBe(false)
  expect((await victim.ask("/api/oidc/start?next=//attacker.example")).status).toBe(303)
})

test("a provider that does not answer is told of; passwords go on; and its secret is in no line of the log", async () => {
  const env = { OIDC_ISSUER: "http://127.0.0.1:9", OIDC_CLIENT_ID: "portline", OIDC_CLIENT_SECRET: "canary-of-a-secret" }
  const lonely = await startPortline({ env: { DATABASE_URL: await createDatabase(), AUTH: "password", LOG_LEVEL: "debug", ...env } })
  const person = await setUp(lonely)
  expect((await new Person(lonely.url).ask("/api/oidc/start")).headers.get("location")).toBe("/sign-in?next=%2F&note=provider_failed")
  expect((await person.ask("/api/orders")).status).toBe(200)
  expect(lonely.output() + portline.output()).not.toContain("canary-of-a-secret")
  await lonely.stop()
})
