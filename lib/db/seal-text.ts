import type { CommentVersion } from "#lib/porting/comments.ts"
import { type Instant, parseInstant } from "#lib/porting/instant.ts"
import type { SplitMember } from "#lib/porting/lineage.ts"
import type { Seal } from "#lib/porting/seal.ts"
import { type OrderRow, orderFromRow, orderToRow } from "./order-row.ts"

/** A value of JSON with its times as RFC 3339 text, with the sender's digits. */
type Written<T> = { readonly [K in keyof T]: Instant extends T[K] ? string | Exclude<T[K], Instant> : T[K] }

type Content = Pick<Seal, "newest"> & {
  readonly order: OrderRow
  readonly comments: readonly Written<CommentVersion>[]
  readonly splits: readonly Written<SplitMember>[]
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text)
  if (instant === null) throw new Error(`A seal holds ${JSON.stringify(text)} as a time.`)
  return instant
}

/** The JSON text of a seal, as `seals.content` holds it. */
export function sealToText({ order, newest, comments, splits }: Seal): string {
  const content: Content = {
    order: orderToRow(order),
    newest,
    comments: comments.map((version) => ({
      ...version,
      insertedAt: version.insertedAt?.text ?? null,
      listedAt: version.listedAt.text,
    })),
    splits: splits.map((member) => ({ ...member, firstAt: member.firstAt.text, lastAt: member.lastAt.text })),
  }
  return JSON.stringify(content)
}

export function sealFromText(text: string): Seal {
  const { order, newest, comments, splits } = JSON.parse(text) as Content
  return {
    order: orderFromRow(order),
    newest,
    comments: comments.map((version) => ({
      ...version,
      insertedAt: version.insertedAt === null ? null : instantOf(version.insertedAt),
      listedAt: instantOf(version.listedAt),
    })),
    splits: splits.map((member) => ({ ...member, firstAt: instantOf(member.firstAt), lastAt: instantOf(member.lastAt) })),
  }
}
