import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { OrderListJson, QueueJson, RulesEffectJson, RulesJson } from "#lib/contract.ts"
import { DEFAULT_CLOCKS } from "#lib/porting/default-clocks.ts"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"
import * as shapes from "#lib/schemas/rules-json.ts"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { type Answer, get, post } from "../support/webhook.ts"

type Refused = { readonly errors: readonly { field: string; message: string }[]; readonly detail: string }

let portline: Portline
const row = DEFAULT_GUIDE.LOA_ILLEGIBLE
if (!row) throw new Error("The default guide has this row.")
const order = (number: number): string => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, "0")}`
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()

beforeAll(async () => {
  portline = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
  const exceptions = [["LOA_ILLEGIBLE"], ["LOA_ILLEGIBLE", "FOO_BAR"], ["FOO_BAR"], ["OTHER"]]
  for (const [index, codes] of exceptions.entries())
    await post(
      portline.url,
      sentStatus("exception", { order: order(index), at: hoursAgo(50), codes, more: { support_key: `sr_${index}` } }),
    )
  for (let index = 10; index < 22; index++)
    await post(portline.url, sentStatus("in-process", { order: order(index), at: hoursAgo(index), more: { support_key: `sr_${index}` } }))
  for (let index = 30; index < 33; index++)
    await post(portline.url, sentStatus("cancel-pending", { order: order(index), at: hoursAgo(100), more: { support_key: `sr_${index}` } }))
})
afterAll(() => portline.stop())

const rules = async (): Promise<RulesJson> => (await get(portline.url, "/api/rules")).json.data as RulesJson
const queue = async (): Promise<QueueJson> => (await get(portline.url, "/api/attention")).json.data as QueueJson
const numbers = async (query: string): Promise<number[]> => {
  const { json } = await get(portline.url, `/api/orders?${query}`)
  return (json as unknown as OrderListJson).data.map(({ id }) => Number(id.slice(-12))).toSorted((a, b) => a - b)
}
const send = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  post(portline.url, typeof body === "string" ? body : JSON.stringify(body), { path, headers: { origin: portline.url, ...headers } })
const change = async (what: string, body: object): Promise<Answer> =>
  send(`/api/rules/${what}`, { version: (await rules()).version, ...body })
const preview = async (of: string, body: object): Promise<RulesEffectJson> => {
  const answer = await change(`preview?of=${of}`, body)
  expect(answer.status, answer.text).toBe(200)
  expect(shapes.rulesEffectSchema.parse(answer.json)).toEqual(answer.json)
  return answer.json.data as RulesEffectJson
}
const FORM = { "content-type": "application/x-www-form-urlencoded" }

describe("what is in force", () => {
  test("is the defaults at first, of which nothing is one's own", async () => {
    const answer = await get(portline.url, "/api/rules")
    expect(shapes.rulesSchema.parse(answer.json)).toEqual(answer.json)
    expect(answer.json.data).toEqual({ version: 0, guide: DEFAULT_GUIDE, clocks: DEFAULT_CLOCKS, own: { guide: [], clocks: false } })
  })

  test("is exported as a file to save", async () => {
    const { json, headers } = await get(portline.url, "/api/rules/export")
    expect(headers.get("content-disposition")).toBe('attachment; filename="portline-rules.json"')
    expect(json).toEqual({ format: "portline-rules", version: 1, guide: DEFAULT_GUIDE, clocks: DEFAULT_CLOCKS })
  })
})

const calendars = DEFAULT_CLOCKS.calendars
const carriers = calendars.Carriers
const withCalendar = (more: object): object => ({ ...DEFAULT_CLOCKS, calendars: { Carriers: { ...carriers, ...more } } })
const withClock = (clock: unknown): object => ({ ...DEFAULT_CLOCKS, statuses: { ...DEFAULT_CLOCKS.statuses, submitted: clock } })
const inGuide = (more: object): object => ({ code: "LOA_ILLEGIBLE", ...row, ...more })

describe("what is not allowed is refused at its field, and nothing changes", () => {
  test.each<[what: string, body: object, field: string, allowed: RegExp]>([
    ["guide", inGuide({ court: "none" }), "court", /you, decide, customer, carrier, telnyx/],
    ["guide", inGuide({ name: " " }), "name", /1 to 100/],
    ["guide", inGuide({ name: "n".repeat(101) }), "name", /at most 100/],
    ["guide", inGuide({ code: "" }), "code", /1 to 100/],
    ["guide", inGuide({ code: "C".repeat(101) }), "code", /at most 100/],
    ["guide", inGuide({ code: "A\u0000B" }), "code", /NUL/],
    ["guide", inGuide({ withCustomer: "yes" }), "withCustomer", /true or false/],
    ["guide", inGuide({ meaning: "m".repeat(2_001) }), "meaning", /at most 2,000/],
    ["guide", inGuide({ steps: Array(21).fill("Wait") }), "steps", /At most 20/],
    ["guide", inGuide({ steps: ["Wait", "s".repeat(501)] }), "steps.1", /at most 500/],
    ["guide", inGuide({ customerText: "t".repeat(5_001) }), "customerText", /at most 5,000/],
    ["guide", inGuide({ customerText: "Dear {customer}, about {order}" }), "customerText", /\{customer\}.*Allowed: \{order\}/],
    ["guide", inGuide({ limit: { hours: 0, calendar: null } }), "limit.hours", /More than 0/],
    ["guide", inGuide({ limit: { hours: -3, calendar: null } }), "limit.hours", /More than 0/],
    ["guide", inGuide({ limit: { hours: 87_841, calendar: null } }), "limit.hours", /10 years/],
    ["guide", inGuide({ limit: { hours: "8", calendar: null } }), "limit.hours", /number/],
    ["guide", inGuide({ limit: { hours: 8, calendar: "Moon" } }), "limit.calendar", /no calendar "Moon".*Carriers/],
    ["guide", inGuide({ colour: "red" }), "", /colour/],
    ["guide/reset", {}, "code", /needed/],
    ["clocks", withClock({ hours: 0, calendar: null }), "statuses.submitted.hours", /More than 0/],
    ["clocks", withClock({ hours: 8, calendar: "constructor" }), "statuses.submitted.calendar", /no calendar "constructor"/],
    ["clocks", { ...DEFAULT_CLOCKS, statuses: { ported: { hours: 8, calendar: null } } }, "statuses.ported", /no clock/],
    ["clocks", { ...DEFAULT_CLOCKS, messaging: { hours: 1e9, calendar: null } }, "messaging.hours", /10 years/],
    ["clocks", withCalendar({ zone: "America/Gotham" }), "calendars.Carriers.zone", /no zone "America\/Gotham"/],
    ["clocks", withCalendar({ days: [] }), "calendars.Carriers.days", /At least one/],
    ["clocks", withCalendar({ days: [8] }), "calendars.Carriers.days.0", /1 is Monday/],
    ["clocks", withCalendar({ from: "8:00" }), "calendars.Carriers.from", /00:00 to 24:00/],
    ["clocks", withCalendar({ to: "25:00" }), "calendars.Carriers.to", /00:00 to 24:00/],
    ["clocks", withCalendar({ to: "08:00" }), "calendars.Carriers.to", /later than the start/],
    ["clocks", withCalendar({ holidays: ["2026-02-30"] }), "calendars.Carriers.holidays.0", /"2026-02-30" is no date/],
    ["clocks", { ...DEFAULT_CLOCKS, calendars: {} }, "statuses.submitted.calendar", /no calendar "Carriers".*none yet/],
    ["clocks", { statuses: {}, messaging: null }, "calendars", /object/],
  ])("%s: %j", async (what, body, field, allowed) => {
    const before = await rules()
    const answer = await change(what, body)
    expect(answer, answer.text).toMatchObject({ status: 400, type: expect.stringContaining("problem+json") })
    const { errors } = answer.json as unknown as Refused
    expect(errors.map((error) => error.field)).toContain(field)
    expect(errors.find((error) => error.field === field)?.message).toMatch(allowed)
    expect(await rules()).toEqual(before)
  })

  test("and so is a change from elsewhere, of no kind, without a version, too large or unreadable", async () => {
    const path = "/api/rules/guide"
    const body = { version: 0, ...inGuide({}) }
    expect(await send(path, body, { origin: "https://elsewhere.example" })).toMatchObject({ status: 403 })
    expect(await send(path, body, { "content-type": "text/plain" })).toMatchObject({ status: 415 })
    expect((await send(path, inGuide({}))).json).toMatchObject({ status: 400, errors: [{ field: "version" }] })
    expect(await send(path, JSON.stringify(body) + " ".repeat(1_048_576))).toMatchObject({ status: 413 })
    expect(await send(path, "{")).toMatchObject({ status: 400 })
    expect(await send(path, "[]")).toMatchObject({ status: 400 })
    expect(await send("/api/rules/preview?of=all", body)).toMatchObject({ status: 400 })
    expect(await get(portline.url, path)).toMatchObject({ status: 405 })
  })
})

describe("a change moves the orders that it concerns at once, as many as its preview says", () => {
  test("a court in the guide", async () => {
    const body = inGuide({ court: "customer" })
    expect(await preview("guide", body)).toEqual({ overdue: 0, not_overdue: 0, needing: 0, not_needing: 0, court: 1 })
    expect((await change("guide", body)).json).toEqual({ data: { version: 1, changed: 1 } })
    expect(await numbers("court=customer")).toEqual([0])
    expect((await rules()).own.guide).toEqual(["LOA_ILLEGIBLE"])
  })

  test("a limit of a code", async () => {
    const overdue = (await queue()).sections.overdue.total
    const body = inGuide({ limit: { hours: 49, calendar: null } })
    const effect = await preview("guide", body)
    expect(effect).toMatchObject({ overdue: 2, court: 1 })
    await change("guide", body)
    expect((await queue()).sections.overdue.total).toBe(overdue + effect.overdue - effect.not_overdue)
  })

  test("clocks: 12 become overdue, 3 stop being", async () => {
    const before = await queue()
    const hours = (count: number) => ({ hours: count, calendar: null })
    const statuses = { ...DEFAULT_CLOCKS.statuses, "in-process": hours(9), "cancel-pending": hours(1_000) }
    const effect = await preview("clocks", { ...DEFAULT_CLOCKS, statuses })
    expect(effect).toMatchObject({ overdue: 12, not_overdue: 3, needing: 12, not_needing: 3, court: 0 })
    await change("clocks", { ...DEFAULT_CLOCKS, statuses })
    const after = await queue()
    expect(after.sections.overdue.total).toBe(before.sections.overdue.total + 12 - 3)
    const total = (needs: QueueJson): number => Object.values(needs.needs).reduce((sum, count) => sum + count, 0)
    expect(total(after)).toBe(total(before) + 12 - 3)
    expect(await numbers("attention=overdue&status=in-process")).toHaveLength(12)
  })

  test("a code that nobody knew, then back to nothing", async () => {
    expect((await change("guide", { ...row, code: "FOO_BAR", court: "telnyx" })).status).toBe(200)
    expect(await numbers("court=telnyx&status=exception")).toEqual([2])
    await change("guide/reset", { code: "FOO_BAR" })
    expect(await numbers("court=telnyx&status=exception")).toEqual([])
    await change("clocks/reset", {})
    await change("guide/reset", { code: "LOA_ILLEGIBLE" })
    expect(await rules()).toMatchObject({ guide: DEFAULT_GUIDE, clocks: DEFAULT_CLOCKS, own: { guide: [], clocks: false } })
  })

  test("a calendar that a limit of the guide counts by cannot go", async () => {
    await change("guide", inGuide({ limit: { hours: 8, calendar: "Carriers" } }))
    const answer = await change("clocks", { statuses: {}, messaging: null, calendars: {} })
    expect(answer.json).toMatchObject({ status: 400, errors: [{ field: "calendars", message: expect.stringContaining("LOA_ILLEGIBLE") }] })
    await change("guide/reset", { code: "LOA_ILLEGIBLE" })
  })
})

test("who saves a version that was saved over is told, and nothing changes", async () => {
  const { version } = await rules()
  await change("guide", inGuide({ name: "First" }))
  const answer = await send("/api/rules/guide", { version, ...inGuide({ name: "Second" }) })
  expect(answer).toMatchObject({ status: 409, json: { detail: expect.stringContaining("meanwhile") } })
  expect((await rules()).guide.LOA_ILLEGIBLE?.name).toBe("First")
})

describe("a file", () => {
  const exported = async (): Promise<Record<string, unknown>> => (await get(portline.url, "/api/rules/export")).json

  test("brings back exactly what was exported", async () => {
    await change("guide", {
      ...row,
      code: "__proto__",
      name: "Odd {\u2028}",
      customerText: "Über {order}\n\n{reason}",
      limit: { hours: 1.5, calendar: "Carriers" },
    })
    await change("clocks", { ...DEFAULT_CLOCKS, statuses: { "brand.new": { hours: 24, calendar: null } }, messaging: null })
    const [before, file] = [await rules(), await exported()]
    await change("guide/reset", { code: "__proto__" })
    await change("clocks/reset", {})
    expect((await change("import", { file })).status).toBe(200)
    expect(await rules()).toEqual({ ...before, version: before.version + 3 })
    expect(await exported()).toEqual(file)
    expect((await change("import", { file: JSON.stringify(file) })).json).toMatchObject({ data: { changed: 0 } })
  })

  test.each<[string, (file: Record<string, unknown>) => unknown, string]>([
    ["a row with another court", (file) => ({ ...file, guide: { ...DEFAULT_GUIDE, FOO: { ...row, court: "nobody" } } }), "guide.FOO.court"],
    ["a row without steps", (file) => ({ ...file, guide: { OTHER: { ...row, steps: undefined } } }), "guide.OTHER.steps"],
    [
      "a limit by a calendar that the file lacks",
      (file) => ({ ...file, guide: { X: { ...row, limit: { hours: 1, calendar: "Y" } } } }),
      "guide.X.limit.calendar",
    ],
    [
      "a clock of no time",
      (file) => ({ ...file, clocks: { ...DEFAULT_CLOCKS, statuses: { draft: { hours: 0, calendar: null } } } }),
      "clocks.statuses.draft.hours",
    ],
    ["another format", () => ({ format: "other", version: 1, guide: {} }), "format"],
    ["a later version", (file) => ({ ...file, version: 2 }), "version"],
    ["nothing in it", () => ({ format: "portline-rules", version: 1 }), "guide"],
    ["a member that is not known", (file) => ({ ...file, members: [] }), "members"],
    ["no JSON", () => "{", "file"],
    ["no text", () => "", "file"],
    ["a list", () => [], "file"],
  ])("with %s is refused by row and field, and nothing is imported", async (_what, spoil, field) => {
    const before = await rules()
    const answer = await change("import", { file: spoil(await exported()) })
    expect(answer.status, answer.text).toBe(400)
    expect((answer.json as unknown as Refused).errors.map((error) => error.field)).toContain(field)
    expect(await rules()).toEqual(before)
  })
})

describe("a form without JavaScript", () => {
  const form = async (path: string, fields: Record<string, string>): Promise<Answer> =>
    send(path, new URLSearchParams({ version: String((await rules()).version), ...fields }).toString(), FORM)
  const page = async ({ headers }: Answer): Promise<string> => (await get(portline.url, headers.get("location")?.split("#")[0] ?? "")).text
  const entered = {
    code: "NEW_ONE",
    name: "Entered <name>",
    court: "carrier",
    meaning: "",
    steps: "One\r\n\r\nTwo",
    customerText: "",
    "limit.hours": "2",
    "limit.unit": "days",
  }

  test("is led back with what was entered and what is allowed where something is refused", async () => {
    const answer = await form("/api/rules/guide", { ...entered, court: "moon" })
    expect(answer).toMatchObject({ status: 303 })
    const text = await page(answer)
    expect(text).toContain("Entered &lt;name&gt;")
    expect(text).toContain("One of you, decide, customer, carrier, telnyx is allowed.")
    expect((await rules()).guide.NEW_ONE).toBeUndefined()
  })

  test("is told what a save would do, and then saved", async () => {
    const looked = await form("/api/rules/guide", { ...entered, act: "preview" })
    expect(await page(looked)).toContain("No order would move")
    expect((await rules()).guide.NEW_ONE).toBeUndefined()
    const saved = await form("/api/rules/guide", { ...entered, act: "save" })
    expect(saved.headers.get("location")).toBe("/settings?tab=guide&saved=0")
    expect((await rules()).guide.NEW_ONE).toEqual({
      name: "Entered <name>",
      court: "carrier",
      withCustomer: false,
      meaning: "",
      steps: ["One", "Two"],
      customerText: "",
      limit: { hours: 48, calendar: null },
    })
  })

  test("that was saved over meanwhile keeps what was entered", async () => {
    const answer = await form("/api/rules/guide", { ...entered, name: "Mine", version: "0" })
    const text = await page(answer)
    expect(text).toContain("Somebody saved meanwhile")
    expect(text).toContain("Mine")
  })
})

test("a calendar in the form of the clocks is renamed with all that counts by it, and none in use is removed", async () => {
  await change("clocks/reset", {})
  const { version } = await rules()
  const base: [string, string][] = [
    ["version", String(version)],
    ["status", "submitted"],
    ["statuses.submitted.hours", "48"],
    ["statuses.submitted.unit", "calendar:Carriers"],
    ["messaging.hours", ""],
    ["messaging.unit", "hours"],
    ["calendar", "Carriers"],
    ["calendars.Carriers.name", "US, carriers"],
    ["calendars.Carriers.zone", "UTC"],
    ["calendars.Carriers.days", "1"],
    ["calendars.Carriers.days", "2"],
    ["calendars.Carriers.from", "08:00"],
    ["calendars.Carriers.to", "17:00"],
    ["calendars.Carriers.holidays", "2026-12-25\r\n\r\n2026-12-26"],
  ]
  const post = (fields: [string, string][]): Promise<Answer> =>
    send("/api/rules/preview?of=clocks", new URLSearchParams(fields).toString(), FORM)
  const removed = await post([...base, ["calendars.Carriers.remove", "on"]])
  expect(removed.json).toMatchObject({ status: 400 })
  expect((removed.json as unknown as Refused).errors).toContainEqual({
    field: "calendars.Carriers.remove",
    message: expect.stringContaining("in use by submitted"),
  })
  const misdated = await post([...base.filter(([name]) => name !== "calendars.Carriers.zone"), ["calendars.Carriers.zone", "Nowhere"]])
  expect((misdated.json as unknown as Refused).errors).toMatchObject([{ field: "calendars.Carriers.zone" }])
  expect((await send("/api/rules/clocks", new URLSearchParams(base).toString(), FORM)).headers.get("location")).toMatch(/saved=/)
  expect((await rules()).clocks).toEqual({
    statuses: { submitted: { hours: 48, calendar: "US, carriers" } },
    messaging: null,
    calendars: { "US, carriers": { zone: "UTC", days: [1, 2], from: "08:00", to: "17:00", holidays: ["2026-12-25", "2026-12-26"] } },
  })
})
