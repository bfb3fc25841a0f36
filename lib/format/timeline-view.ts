import { urls } from "#lib/contract.ts"
import { kindPlace, type PortingEvent } from "#lib/porting/event.ts"

/** The kinds of events that a reader may ask for, by the word of the URL. */
export const TIMELINE_SHOWS = {
  all: "All",
  status: "Status",
  comments: "Comments",
  messaging: "Messaging",
  splits: "Splits",
  system: "System",
} as const
export type TimelineShow = keyof typeof TIMELINE_SHOWS

const KINDS_OF: Readonly<Record<Exclude<TimelineShow, "all">, readonly PortingEvent["kind"][]>> = {
  status: ["status"],
  comments: ["comment"],
  messaging: ["messaging"],
  splits: ["split"],
  system: ["deleted", "unrecognised"],
}
const STEP = 50
/** More than this on one page would be slow to read and to draw: beyond it stands a page of its own. */
const MOST = 500

/** How an order's page is asked for: which events, in which direction, how many, and from where on. */
export type TimelineView = {
  readonly show: TimelineShow
  readonly oldestFirst: boolean
  readonly count: number
  readonly cursor: string | null
}
type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>

const textOf = (raw: RawQuery, name: string): string | null => {
  const value = raw[name]
  return typeof value === "string" && value !== "" ? value : null
}

/** The places (`kindPlace`) of the kinds that a show asks for; undefined: of all. */
export function kindsShown(show: TimelineShow): readonly number[] | undefined {
  return show === "all" ? undefined : KINDS_OF[show].map(kindPlace)
}

/** A word of the URL, or the default and a sentence of what is allowed. */
function readWord<Word extends string>(raw: RawQuery, name: string, allowed: readonly Word[]): { word: Word | null; problems: string[] } {
  const text = textOf(raw, name)
  const word = allowed.find((known) => known === text) ?? null
  if (text === null || word !== null) return { word, problems: [] }
  return { word, problems: [`${name}: ${JSON.stringify(text.slice(0, 100))} is not known here. Allowed: ${allowed.join(", ")}.`] }
}

type Asked = {
  readonly view: TimelineView
  /** The event whose inspector is open, and what it is compared with. */
  readonly inspected: { readonly event: string; readonly against: string | null } | null
  readonly problems: readonly string[]
}

/** Reads a page's URL. What is not allowed is passed over, and said. */
export function readTimelineView(raw: RawQuery): Asked {
  const show = readWord(raw, "show", Object.keys(TIMELINE_SHOWS) as TimelineShow[])
  const sort = readWord(raw, "sort", ["newest", "oldest"])
  const given = Number(textOf(raw, "count") ?? STEP)
  const event = textOf(raw, "event")
  const count = Number.isInteger(given) ? Math.min(MOST, Math.max(STEP, given)) : STEP
  return {
    view: { show: show.word ?? "all", oldestFirst: sort.word === "oldest", count, cursor: textOf(raw, "cursor") },
    inspected: event === null ? null : { event, against: textOf(raw, "against") },
    problems: [...show.problems, ...sort.problems],
  }
}

/** What a view asks the database for. */
export function timelineQuestion({ show, oldestFirst, count, cursor }: TimelineView) {
  const sort = oldestFirst ? ("occurred_at" as const) : ("-occurred_at" as const)
  return { sort, limit: count, cursor: cursor ?? undefined, kinds: kindsShown(show) }
}

/** The page with another view, at a place of it; what is as usual is left out of the URL. */
export function timelineHref(name: string, view: TimelineView, anchor = "timeline"): string {
  return `${timelinePage(name, view)}#${anchor}`
}

/** The page with a view. */
export function timelinePage(name: string, { show, oldestFirst, count, cursor }: TimelineView): string {
  const query = new URLSearchParams({
    ...(show === "all" ? {} : { show }),
    ...(oldestFirst ? { sort: "oldest" } : {}),
    ...(count === STEP ? {} : { count: String(count) }),
    ...(cursor === null ? {} : { cursor }),
  })
  return `${urls.order(name)}${query.size > 0 ? `?${query}` : ""}`
}

/** The view with fifty more, on the same page as long as it holds them; then the page after it. */
export function furtherView(view: TimelineView, next: string): { readonly view: TimelineView; readonly isSamePage: boolean } {
  if (view.count + STEP <= MOST) return { view: { ...view, count: view.count + STEP }, isSamePage: true }
  return { view: { ...view, count: STEP, cursor: next }, isSamePage: false }
}
