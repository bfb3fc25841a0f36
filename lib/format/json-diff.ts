import { quoted } from "./json-lines.ts"
import type { JsonNode } from "./json-tree.ts"
import { jsonValueText } from "./json-value-text.ts"

/** One place in which two JSON values differ. A value is its source text, cut to `LONGEST_VALUE`. */
export type JsonChange =
  | { readonly kind: "added"; readonly path: string; readonly after: string }
  | { readonly kind: "removed"; readonly path: string; readonly before: string }
  | { readonly kind: "changed"; readonly path: string; readonly before: string; readonly after: string }

export type JsonDiff = {
  readonly changes: readonly JsonChange[]
  /** More differ than are listed. */
  readonly isCut: boolean
}

const MOST_CHANGES = 500
const LONGEST_VALUE = 300

const plainName = /^[A-Za-z_$][\w$-]*$/

/** `status.details[0].code`; a name of other signs stands in brackets and quotes. */
function memberPath(path: string, name: string): string {
  if (!plainName.test(name)) return `${path}[${quoted(name.slice(0, LONGEST_VALUE))}]`
  return path === "" ? name : `${path}.${name}`
}

const valueText = (node: JsonNode): string => jsonValueText(node, LONGEST_VALUE)

/** The children of a container by the step that leads to each; the last of duplicate keys counts, as everywhere. */
function childrenOf(node: JsonNode, path: string): Map<string, JsonNode> {
  if (node.kind === "object") return new Map(node.members.map(({ name, value }) => [memberPath(path, name), value]))
  if (node.kind === "array") return new Map(node.items.map((item, index) => [`${path}[${index}]`, item]))
  return new Map()
}

/** Numbers by their source text; strings whatever their escapes. */
function isSameScalar(before: string, after: string): boolean {
  if (before === after) return true
  return before.startsWith('"') && after.startsWith('"') && JSON.parse(before) === JSON.parse(after)
}

type Pair = { readonly path: string; readonly before: JsonNode | undefined; readonly after: JsonNode | undefined }

/** The pairs below a pair of containers of one kind, in the order of the newer one, what it lacks at the end. */
function pairsBelow({ path, before, after }: Pair): Pair[] {
  const [old, now] = [before && childrenOf(before, path), after && childrenOf(after, path)]
  const steps = new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])
  return [...steps].map((step) => ({ path: step, before: old?.get(step), after: now?.get(step) }))
}

function changeOf({ path, before, after }: Pair): JsonChange | null {
  const where = path === "" ? "(the whole body)" : path
  if (before === undefined) return after ? { kind: "added", path: where, after: valueText(after) } : null
  if (after === undefined) return { kind: "removed", path: where, before: valueText(before) }
  const isText = (node: JsonNode): node is JsonNode & { text: string } => node.kind === "scalar" || node.kind === "deep"
  if (isText(before) && isText(after) && before.kind === after.kind && isSameText(before, after)) return null
  return { kind: "changed", path: where, before: valueText(before), after: valueText(after) }
}

function isSameText(before: JsonNode & { text: string }, after: JsonNode & { text: string }): boolean {
  return before.kind === "deep" ? before.text === after.text : isSameScalar(before.text, after.text)
}

/**
 * Where two JSON values differ, path by path. Arrays are compared place by place. Values that lie more than
 * 100 levels deep are compared as text; the first 500 differences are listed.
 */
export function jsonDiff(before: JsonNode, after: JsonNode): JsonDiff {
  const changes: JsonChange[] = []
  const open: Pair[] = [{ path: "", before, after }]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const isContainer = pair.before?.kind === pair.after?.kind && (pair.before?.kind === "object" || pair.before?.kind === "array")
    if (isContainer) {
      for (const below of pairsBelow(pair).reverse()) open.push(below)
      continue
    }
    const change = changeOf(pair)
    if (change && changes.length === MOST_CHANGES) return { changes, isCut: true }
    if (change) changes.push(change)
  }
  return { changes, isCut: false }
}
