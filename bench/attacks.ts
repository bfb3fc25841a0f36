import { randomUUID } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import attacks from "../tests/fixtures/attacks.json" with { type: "json" }
import { setUp } from "../tests/support/person.ts"
import { type Portline, startPortline } from "../tests/support/portline.ts"
import { sentComment, sentStatus } from "../tests/support/sent.ts"
import { get, post } from "../tests/support/webhook.ts"

/** `npm run attacks`: sends every text and every spelling of a path of tests/fixtures/attacks.json, and prints what was answered. */

const CANARY = "canary-of-a-customer"
type Spelling = { readonly path: string; readonly headers?: Readonly<Record<string, string>>; readonly source: string }

const row = (cells: readonly string[], widths: readonly number[]): string =>
  cells.map((cell, at) => cell.slice(0, widths[at]).padEnd(widths[at] ?? 0)).join("  ")

/** What a stranger gets under one spelling: status, where to, and whether anything of the order was in it. */
async function tryPath(
  { url }: Portline,
  { path, headers = {} }: Spelling,
  to: { route: string; order: string; build: string },
): Promise<string> {
  const asked = path.replaceAll("{path}", to.route).replaceAll("{build}", to.build).replaceAll("{order}", to.order)
  const { status, text, headers: given } = await get(url, asked, { headers: { ...headers } })
  const location = given.get("location")?.replace(/\?.*/, "?…")
  return `${status}${location ? ` → ${location}` : ""}${text.includes(CANARY) ? " DATA" : ""}`
}

async function printPaths(portline: Portline, order: string): Promise<boolean> {
  const build = readFileSync(join(import.meta.dirname, "../.next/BUILD_ID"), "utf8")
  const routes = [`/orders/${order}`, `/api/orders/${order}`, "/api/orders.csv"]
  const widths = [44, 24, 12, 20, 12]
  console.log(row(["spelling, asked by a stranger", "source", ...["page", "API", "export"]], widths))
  let isClosed = true
  for (const spelling of attacks.paths as readonly Spelling[]) {
    const answers: string[] = []
    for (const route of routes) answers.push(await tryPath(portline, spelling, { route, order, build }))
    isClosed &&= !answers.some((answer) => answer.includes("DATA"))
    const named = `${spelling.path}${spelling.headers ? ` + ${Object.keys(spelling.headers).join(", ")}` : ""}`
    console.log(row([named, spelling.source, ...answers.map((answer) => answer.replace(/ → .*sign-in.*/, " → sign-in"))], widths))
  }
  return isClosed
}

async function printTexts(portline: Portline): Promise<boolean> {
  const admin = await setUp(portline)
  const widths = [56, 18, 9, 14, 10]
  console.log(`\n${row(["text, in every field of a webhook", "source", "webhook", "API says", "page"], widths)}`)
  let isText = true
  for (const { text, source } of attacks.texts) {
    const order = randomUUID()
    const sent = sentStatus("exception", { order, codes: [text], more: { support_key: text, customer_reference: text } })
    const { status } = await post(portline.url, sent)
    await post(portline.url, sentComment({ body: text }, { order }))
    const json = (await admin.ask(`/api/orders/${order}`)).json.data as { customer_reference?: string } | undefined
    const page = await admin.ask(`/orders/${order}`)
    // What it would be as markup may stand nowhere outside a script's data, where "<" is escaped, too.
    const isMarkup = /[<>]/.test(text) && page.text.includes(text)
    const same = json?.customer_reference === text || json?.customer_reference === text.replaceAll("\u0000", "\ufffd")
    isText &&= !isMarkup && same && status === 200
    console.log(
      row([JSON.stringify(text), source, String(status), same ? "the same text" : "OTHER TEXT", isMarkup ? "MARKUP" : "text"], widths),
    )
  }
  return isText
}

const folder = mkdtempSync(join(tmpdir(), "portline-attacks-"))
const portline = await startPortline({ env: { DATA_DIR: folder, AUTH: "password" } })
const order = randomUUID()
await post(portline.url, sentStatus("submitted", { order, more: { customer_reference: CANARY } }))
const isHeld = (await printPaths(portline, order)) && (await printTexts(portline))
console.log(
  `\nattacks: ${isHeld ? "nothing was told to a stranger, and every text stayed text" : "NOT HELD: see DATA, OTHER TEXT or MARKUP above"}`,
)
await portline.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(isHeld ? 0 : 1)
