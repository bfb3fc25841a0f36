/** The way from what a page says to the webhook that says so: the inspector opens beside the page. */
export function EventLink({ event, name }: { event: string; name: string }) {
  return (
    <a href={`?event=${event}`} className="no-print inline-flex min-h-6 items-center text-xs" aria-label={`Raw event: ${name}`}>
      raw
    </a>
  )
}
