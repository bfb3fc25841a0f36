import { urls } from "#lib/contract.ts"

/** The way from what a page says to the webhook that says so. */
export function EventLink({ event, name }: { event: string; name: string }) {
  return (
    <a href={urls.api.raw(event)} className="no-print inline-flex min-h-6 items-center text-xs" aria-label={`Raw event: ${name}`}>
      raw
    </a>
  )
}
