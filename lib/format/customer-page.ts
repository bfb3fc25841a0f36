import { type BrandJson, type CustomerOrder, type CustomerStatus, PLAIN_STEPS, type PlainStep } from "#lib/contract/customer.ts"
import { dateTimeText } from "./time.ts"

/** A customer's page: plain HTML that needs no script, for a browser of any age and for paper. Every text of ours or theirs is escaped. */

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STEP_WORDS: Readonly<Record<PlainStep, string>> = {
  received: "Request received",
  checked: "Being checked",
  needed: "We need something from you",
  dated: "Date set",
  done: "Done",
}
const ENDED_WORDS: Readonly<Record<NonNullable<CustomerOrder["ended"]>, string>> = {
  cancelling: "This move is being cancelled.",
  cancelled: "This move was cancelled.",
  withdrawn: "This request was withdrawn.",
}
const HISTORY_WORDS: Readonly<Record<CustomerOrder["history"][number]["step"], string>> = {
  ...STEP_WORDS,
  needed: "Something to sort out came up",
  cancelled: "Cancelled",
  withdrawn: "Request withdrawn",
}
const MESSAGING_WORDS: Readonly<Record<Exclude<CustomerOrder["messaging"], "none">, string>> = {
  waiting: "still being set up (apart from calls)",
  trouble: "not set up yet; we are seeing to it (apart from calls)",
  done: "set up",
  left: "not part of this move",
  unclear: "we are finding out how far they are (apart from calls)",
}
const UNHEARD = "Nothing is known of this part yet: we are finding out how far it is."
const SORTING = "We are sorting something out; we will contact you."

const STYLE = `
:root { color-scheme: light dark }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; background: light-dark(#fff, #0e1116); color: light-dark(#15181d, #eef1f5) }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem }
h2 { font-size: 1.125rem; margin: 2.5rem 0 .5rem }
p { margin: .5rem 0 }
small, .quiet { color: light-dark(#4a515c, #b4bcc8); font-size: .875rem }
ol.steps { list-style: none; margin: 1.25rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem }
ol.steps li { display: flex; gap: .5rem; color: light-dark(#4a515c, #b4bcc8) }
ol.steps li[aria-current] { font-weight: 700; color: inherit }
.sign { flex: none; display: inline-grid; place-items: center; width: 1.5rem; height: 1.5rem; border: 2px solid currentcolor; border-radius: 50%; font-size: .875rem; line-height: 1; box-sizing: border-box }
.call { border-inline-start: 4px solid light-dark(#a51105, #d55b40); padding: .25rem .75rem; margin: 1rem 0 }
ul { padding-inline-start: 1.25rem; margin: .25rem 0 }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid light-dark(#dfe3e8, #2b323d) }
@media print { body { background: #fff; color: #000 } }
`

/** Drawn, not written: fonts that lack a sign leave it blank. */
const draw = (path: string): string =>
  `<svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round">${path}</svg>`
const SIGNS = {
  past: [draw('<path d="M3 8.5l3.5 3.5L13 5"/>'), "done"],
  now: [draw('<circle cx="8" cy="8" r="2.5" fill="currentColor" stroke="none"/>'), "now"],
  call: [draw('<path d="M8 3v6M8 12.8v.2"/>'), "now"],
  next: ["", "not yet"],
} as const

/** The step at which it cannot go on by itself is passed only where it was needed: nobody is shown a trouble they never had. */
function stepsHtml({ step, asked, isSorting }: CustomerOrder): string {
  const present = step === null ? -1 : PLAIN_STEPS.indexOf(step)
  const items = PLAIN_STEPS.filter((one) => one !== "needed" || step === "needed").map((one) => {
    const at = PLAIN_STEPS.indexOf(one)
    const isPast = at < present || (at === present && one === "done")
    const state = isPast ? "past" : at > present ? "next" : asked.length > 0 ? "call" : "now"
    const [sign, words] = SIGNS[state]
    const current = at === present ? ' aria-current="step"' : ""
    const name = one === "needed" && isSorting ? "We are sorting something out" : STEP_WORDS[one]
    return `<li${current}><span class="sign" aria-hidden="true">${sign}</span><span>${name}<span class="quiet"> (${words})</span></span></li>`
  })
  return `<ol class="steps">\n${items.join("\n")}\n</ol>`
}

function orderHtml(order: CustomerOrder, zone: string): string {
  const { ended, asked, isSorting, isUnheard, messaging, history } = order
  if (isUnheard) return `<p><strong>${UNHEARD}</strong></p>`
  const parts = [
    ended === null ? stepsHtml(order) : `<p><strong>${ENDED_WORDS[ended]}</strong></p>`,
    ...asked.map((text) => `<p class="call"><strong>What we need:</strong> ${escapeHtml(text).replaceAll("\n", "<br>")}</p>`),
    ...(isSorting ? [`<p>${SORTING}</p>`] : []),
    ...(messaging === "none" || ended !== null ? [] : [`<p>Text messages: ${MESSAGING_WORDS[messaging]}.</p>`]),
  ]
  const lines = history.map(
    ({ step, at }) => `<li><time datetime="${escapeHtml(at)}">${escapeHtml(dateTimeText(at, zone))}</time>: ${HISTORY_WORDS[step]}</li>`,
  )
  if (lines.length > 0) parts.push(`<p class="quiet">History</p>\n<ul class="quiet">\n${lines.join("\n")}\n</ul>`)
  return parts.join("\n")
}

function page(title: string, body: string, { name, contact }: BrandJson): string {
  const foot =
    contact === "" ? "" : `<footer><p>Questions? ${name === "" ? "" : `${escapeHtml(name)}: `}${escapeHtml(contact)}</p></footer>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
${foot}
</main>
</body>
</html>
`
}

/** Where a customer's orders stand. */
export function customerPage({ brand, zone, asOf, orders, isCut }: CustomerStatus): string {
  const title = `Moving your numbers${brand.name === "" ? "" : ` to ${brand.name}`}`
  const parts = orders.map((order, at) => {
    const head = orders.length > 1 ? `<h2>Part ${at + 1} of ${orders.length}${isCut ? " shown" : ""}</h2>\n` : ""
    return head + orderHtml(order, zone)
  })
  const none = "<p>There is nothing to show here yet.</p>"
  const body = `<h1>${escapeHtml(title)}</h1>
<p class="quiet">Status as of <time datetime="${escapeHtml(asOf)}">${escapeHtml(dateTimeText(asOf, zone))}</time></p>
${parts.length > 0 ? parts.join("\n") : none}
<p class="quiet">Load this page again to see the newest.</p>`
  return page(title, body, brand)
}

/** What is shown in place of a link that is over, revoked or mistyped: no word of whether it ever was one. */
export function customerPageGone(brand: BrandJson): string {
  const whom = brand.name === "" ? "whoever sent it to you" : brand.name
  const body = `<h1>This link shows nothing any more</h1>
<p>Links like this one are over after some time. Ask ${escapeHtml(whom)} for a new one: they can make it at once.</p>`
  return page("This link is over", body, brand)
}

/** What is shown while we cannot look. */
export function customerPageLater(): string {
  return page(
    "Try again in a moment",
    "<h1>Try again in a moment</h1>\n<p>We cannot look at this moment. Nothing of your move is lost by it.</p>",
    { name: "", contact: "" },
  )
}
