import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { customerPage, customerPageGone, customerPageLater } from "#lib/format/customer-page.ts"
import { getBrand } from "#lib/queries/get-brand.ts"
import { getCustomerStatus } from "#lib/queries/get-customer-status.ts"

export const dynamic = "force-dynamic"

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
}
type Context = RouteContext<"/s/[token]">

/** What a customer sees by a link: who holds it needs no session, and gets nothing but this. */
async function answer({ params }: Context, isSeen: boolean): Promise<Response> {
  try {
    const status = await getCustomerStatus((await params).token, isSeen)
    if (status === "limited") return new Response(customerPageLater(), { status: 429, headers: { ...HEADERS, "retry-after": "60" } })
    if (status) return new Response(customerPage(status), { headers: HEADERS })
    return new Response(customerPageGone(await getBrand(LOCAL_VIEWER)), { status: 404, headers: HEADERS })
  } catch {
    return new Response(customerPageLater(), { status: 503, headers: { ...HEADERS, "retry-after": "5" } })
  }
}

export const GET = (_request: Request, context: Context): Promise<Response> => answer(context, true)
/** A preview by a mail program is no view. */
export const HEAD = (_request: Request, context: Context): Promise<Response> => answer(context, false)

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
