import type { Metadata } from "next"
import { unstable_rethrow } from "next/navigation"
import type { ReactNode } from "react"
import { PageAway } from "#components/frame/page-away.tsx"
import { failPage } from "#lib/page-status.ts"

type Made<Props> = (props: Props) => Promise<ReactNode>

/** A page whose failure reads without scripts, too, as when the database is away. What Next throws for its own ends goes on. */
export function readable<Props>(make: Made<Props>, { isPart = false } = {}): Made<Props> {
  return async (props) => {
    try {
      return await make(props)
    } catch (error) {
      unstable_rethrow(error)
      return <PageAway name={failPage(error)} isPart={isPart} />
    }
  }
}

/** The same of a part of a page. */
export const readablePart = <Props,>(make: Made<Props>): Made<Props> => readable(make, { isPart: true })

/** The metadata of such a page, which fails with it. */
export function readableMetadata<Props>(make: (props: Props) => Promise<Metadata>): (props: Props) => Promise<Metadata> {
  return async (props) => {
    try {
      return await make(props)
    } catch (error) {
      unstable_rethrow(error)
      return { title: "Error" }
    }
  }
}
