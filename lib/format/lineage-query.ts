import type { RawQuery } from "./list-query.ts"

/** Steps that the page shows against and along the moves (Infinity: all), the least count of a move, and how. */
export type LineageQuery = {
  readonly up: number
  readonly down: number
  readonly min: number
  /** Null: the graph with the table below it; on a phone the table. */
  readonly view: "graph" | "table" | null
}

const DEFAULTS: LineageQuery = { up: 2, down: 2, min: 1, view: null }
const LONGEST_SHOWN = 40

type Reading = { readonly read: (text: string) => number | string | null; readonly allowed: string }

function readSteps(text: string): number | null {
  if (text === "all") return Number.POSITIVE_INFINITY
  return /^\d$/.test(text) ? Number(text) : null
}

const STEPS: Reading = { read: readSteps, allowed: "a whole number from 0 to 9, or all," }
const READINGS = {
  up: STEPS,
  down: STEPS,
  min: { read: (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : null), allowed: "a whole number from 1 to 999999" },
  view: { read: (text) => (text === "graph" || text === "table" ? text : null), allowed: "graph or table" },
} as const satisfies Readonly<Record<string, Reading>>

const PARAMETERS = ["up", "down", "min", "view"] as const

/** What a lineage's URL asks for; a value that is not allowed counts as none and is named in a note. */
export function readLineageQuery(raw: RawQuery): { readonly query: LineageQuery; readonly notes: readonly string[] } {
  const query: Record<string, number | string | null> = { ...DEFAULTS }
  const notes: string[] = []
  for (const name of PARAMETERS) {
    const text = [raw[name] ?? []].flat().filter(Boolean).join(",").trim()
    const value = text === "" ? undefined : READINGS[name].read(text)
    if (value !== undefined && value !== null) query[name] = value
    const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
    if (value === null) notes.push(`${name}: “${shown}” is not used; ${READINGS[name].allowed} is allowed.`)
  }
  return { query: query as LineageQuery, notes }
}

/** Why the table as a file cannot be had by these parameters, in the API's manner; null where it can. */
export function lineageProblem(raw: RawQuery): string | null {
  const unknown = Object.keys(raw).find((name) => name !== "up" && name !== "down" && name !== "min")
  if (unknown !== undefined) return `${JSON.stringify(unknown)} is not a parameter here. Allowed: up, down, min.`
  return readLineageQuery(raw).notes[0] ?? null
}

export const stepsText = (steps: number): string => (Number.isFinite(steps) ? String(steps) : "all")

/** The parameters of a URL that asks for this, those left out that say nothing new. */
export function lineageParams(query: LineageQuery): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of PARAMETERS) {
    const value = query[name]
    if (value !== DEFAULTS[name] && value !== null) params.set(name, typeof value === "number" ? stepsText(value) : value)
  }
  return params
}
