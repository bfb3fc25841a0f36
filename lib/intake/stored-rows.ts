import { isDeepStrictEqual } from "node:util"
import type { Tx } from "#lib/db/client.ts"
import type { CommentVersion } from "#lib/porting/comments.ts"
import { compareText, parseInstant } from "#lib/porting/instant.ts"
import type { SplitMember } from "#lib/porting/lineage.ts"
import { shortKey } from "./write-changes.ts"

/** A row of a comment or of an edge's member, as it is stored and as the log tells it. */
type Comparable = Readonly<Record<string, string | boolean | null>>

const commentView = (version: CommentVersion): Comparable => ({
  key: shortKey(version.id),
  id: version.id,
  body: version.body,
  user_type: version.userType,
  user_id: version.userId,
  inserted: version.insertedAt?.text ?? null,
  mark: version.mark,
})

const splitView = (member: SplitMember): Comparable => ({
  to: member.to,
  member: shortKey(member.member),
  first: member.firstAt.text,
  last: member.lastAt.text,
})

/** Those of a sealed order stand for bodies that are deleted. */
type Sealable = Comparable & { readonly sealed: boolean }

const isSame = (a: Comparable, b: Comparable): boolean => isDeepStrictEqual({ ...a }, { ...b })

/**
 * What should be and what is, each by its key. A row that is sealed stands for bodies that are deleted: it needs none that
 * tells of it, and `isOlder` says where it is right beside one that does. Any other row is what the kept bodies say.
 */
function areRight(
  wanted: ReadonlyMap<string, Comparable>,
  stored: ReadonlyMap<string, Sealable>,
  isOlder: (told: Comparable, sealed: Comparable) => boolean,
): boolean {
  for (const [key, { sealed }] of stored) if (!sealed && !wanted.has(key)) return false
  for (const [key, told] of wanted) {
    const row = stored.get(key)
    if (!row) return false
    const { sealed, ...view } = row
    if (!isSame(view, told) && !(sealed && isOlder(told, view))) return false
  }
  return true
}

const byKey = <View extends Comparable>(views: readonly View[], key: (view: View) => string): Map<string, View> =>
  new Map(views.map((view) => [key(view), view]))
const text = (view: Comparable, name: string): string => String(view[name] ?? "")

/** What is stored of some orders, by their ids. */
type Stored = ReadonlyMap<string, readonly Sealable[]>
const byOrder = (rows: readonly (Sealable & { readonly of: string })[]): Stored =>
  new Map([...Map.groupBy(rows, ({ of }) => of)].map(([id, group]) => [id, group.map(({ of: _of, ...view }) => view)]))

/** The comments of some orders, with hashes for texts. */
export async function loadComments(tx: Tx, ids: readonly string[]): Promise<Stored> {
  return byOrder(
    await tx.$queryRaw`
      SELECT order_id::text AS of, comment_key AS key, comment_id AS id, encode(sha256(convert_to(body, 'UTF8')), 'hex') AS body, user_type,
        user_id, inserted_text AS inserted, mark, sealed
      FROM comments WHERE order_id = ANY(${[...ids]}::uuid[])`,
  )
}

/** Whether an order's comments are those that are wanted, whose texts are hashes, too. */
export function areCommentsRight(stored: readonly Sealable[], wanted: readonly CommentVersion[]): boolean {
  const of = (view: Comparable): string => text(view, "key")
  const isOlder = (told: Comparable, sealed: Comparable): boolean => compareText(text(told, "mark"), text(sealed, "mark")) < 0
  return areRight(byKey(wanted.map(commentView), of), byKey(stored, of), isOlder)
}

/** The edges that leave some orders. */
export async function loadSplits(tx: Tx, ids: readonly string[]): Promise<Stored> {
  return byOrder(
    await tx.$queryRaw`
      SELECT from_id::text AS of, to_id::text AS "to", member, first_text AS first, last_text AS last, sealed
      FROM split_members WHERE from_id = ANY(${[...ids]}::uuid[])`,
  )
}

/** Whether the edges that leave an order are those that are wanted. */
export function areSplitsRight(stored: readonly Sealable[], wanted: readonly SplitMember[]): boolean {
  const of = (view: Comparable): string => `${view.to} ${view.member}`
  const micros = (view: Comparable, name: string): bigint => parseInstant(view[name])?.micros ?? 0n
  const isWithin = (told: Comparable, sealed: Comparable): boolean =>
    micros(sealed, "first") <= micros(told, "first") && micros(told, "last") <= micros(sealed, "last")
  return areRight(byKey(wanted.map(splitView), of), byKey(stored, of), isWithin)
}
