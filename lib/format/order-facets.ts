import { type Counts, type FacetsJson, ORDER_FLAGS, SPLIT_KINDS } from "#lib/contract.ts"
import { COURTS } from "#lib/porting/court.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { type FilterValue, parseFilterValue, UNTOLD } from "#lib/porting/filter-value.ts"
import { MESSAGING_STATES } from "#lib/porting/messaging.ts"
import { SECTIONS } from "#lib/porting/sections.ts"
import { STATUSES } from "#lib/porting/status.ts"
import { countIn } from "./count-text.ts"
import { courtLabelOf } from "./court-label.ts"
import { exceptionName } from "./exception-name.ts"
import { filterParam } from "./filter-param.ts"
import { queryValues } from "./list-query.ts"
import { messagingLabel } from "./messaging-label.ts"
import { statusLabel } from "./status-label.ts"

/** One filter in use, in words. */
export type ActiveFilter = { readonly name: string; readonly value: string; readonly text: string }

export type FacetOption = {
  readonly value: string
  /** As the URL spells it, with the dash of what is negated. */
  readonly text: string
  readonly label: string
  /** False for a value of an open set that nobody here knows: it stands as sent. */
  readonly isKnown: boolean
  /** Null where it is not counted. */
  readonly count: number | null
  readonly isChosen: boolean
}
export type FacetName = "status" | "exception_code" | "court" | "messaging" | "attention" | "split" | "needs" | "flag"
export type Facet = { readonly name: FacetName; readonly title: string; readonly options: readonly FacetOption[] }

const SECTION_LABELS: Readonly<Record<string, string>> = {
  overdue: "Overdue",
  due: "Due in 24 h, to act",
  later: "Later, to act",
  watch: "Watch, moves by itself",
}
const SPLIT_LABELS: Readonly<Record<string, string>> = { any: "Any", in: "Numbers came in", out: "Numbers went out", cycle: "In a cycle" }
const FLAG_LABELS: Readonly<Record<string, string>> = {
  id_reused: "Same id, other content",
  late: "Late event",
  future: "Event of the future",
}

const labelIn =
  (labels: Readonly<Record<string, string>>) =>
  (value: string): string =>
    Object.hasOwn(labels, value) ? (labels[value] ?? value) : value

const orUntold =
  (label: (value: string) => string) =>
  (value: string): string =>
    value === UNTOLD ? "None told" : label(value)

type Kind = {
  readonly title: string
  readonly known: (guide: GuideNames) => readonly string[]
  readonly label: (value: string, guide: GuideNames) => string
}

const FACETS: Readonly<Record<FacetName, Kind>> = {
  status: { title: "Status", known: () => [...STATUSES, UNTOLD], label: orUntold(statusLabel) },
  exception_code: { title: "Why", known: Object.keys, label: exceptionName },
  court: { title: "Court", known: () => COURTS, label: courtLabelOf },
  attention: { title: "Clock", known: () => SECTIONS, label: labelIn(SECTION_LABELS) },
  messaging: { title: "SMS", known: () => [...MESSAGING_STATES, UNTOLD], label: orUntold(messagingLabel) },
  split: { title: "Split", known: () => SPLIT_KINDS, label: labelIn(SPLIT_LABELS) },
  needs: { title: "Needs now", known: () => COURTS.filter((court) => court !== "none"), label: courtLabelOf },
  flag: { title: "Events", known: () => ORDER_FLAGS, label: labelIn(FLAG_LABELS) },
}

export const FACET_NAMES = Object.keys(FACETS) as readonly FacetName[]

type FacetQuestion = {
  readonly facets: FacetsJson
  /** Those that the page was made with, by which a facet in no order of its own is sorted: a count that comes later moves no line. */
  readonly served: FacetsJson
  readonly query: URLSearchParams
  readonly guide: GuideNames
}

/** By what they are called, those first that orders have or that are asked for: nobody knows the order of the codes. */
function byName(options: readonly FacetOption[], counts: Counts, guide: GuideNames): FacetOption[] {
  const isLater = ({ value, isChosen }: FacetOption): number => Number(!isChosen && countIn(counts, value) === 0)
  const nameOf = ({ value }: FacetOption): string => exceptionName(value, guide)
  return options.toSorted((a, b) => isLater(a) - isLater(b) || nameOf(a).localeCompare(nameOf(b), "en"))
}

/** A facet with its values: the known ones, those that orders have, and those that the URL asks for. */
export function orderFacet(name: FacetName, { facets, served, query, guide }: FacetQuestion): Facet {
  const { title, known, label } = FACETS[name]
  const chosen = queryValues(query, name).map(parseFilterValue)
  const counts: Counts | null = name === "flag" ? null : facets[name]
  const knownValues = known(guide)
  const values = [...new Set([...knownValues, ...Object.keys(counts ?? {}), ...chosen.map(({ value }) => value)])]
  const options = values.map((value): FacetOption => {
    const own = chosen.find((one) => one.value === value)
    return {
      value,
      text: filterParam([value], own?.not),
      label: `${own?.not ? "not " : ""}${label(value, guide)}`,
      isKnown: knownValues.includes(value),
      count: counts && countIn(counts, value),
      isChosen: own !== undefined,
    }
  })
  return { name, title, options: name === "exception_code" ? byName(options, served.exception_code, guide) : options }
}

/** One value of a facet in words, and whether it is known. */
export function facetValueText(name: FacetName, { value, not }: FilterValue, guide: GuideNames): string {
  const { title, known, label } = FACETS[name]
  const text = `${title}: ${not ? "not " : ""}${label(value, guide)}`
  return known(guide).includes(value) ? text : `${text} ?`
}
