import { redirect } from "next/navigation"
import { connection } from "next/server"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { findPlace } from "#lib/queries/search-orders.ts"

/** The search box leads here, and from here to what it names. */
export default async function SearchPage({ searchParams }: PageProps<"/search">): Promise<never> {
  await connection()
  const { q } = await searchParams
  const place = await findPlace(await requirePageViewer(), [q ?? ""].flat().join(" "))
  redirect(place.href)
}
