/** A reader's own choices, kept in this browser. */
export function YouTab() {
  return (
    <section aria-labelledby="you" className="flex max-w-prose flex-col gap-3">
      <h2 id="you">You</h2>
      <p className="text-text-2">What you choose here is kept in this browser only.</p>
    </section>
  )
}
