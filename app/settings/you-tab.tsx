import { PreferencesForm } from "#components/settings/preferences-form.tsx"

/** A reader's own choices, kept in this browser. */
export function YouTab() {
  return (
    <section aria-labelledby="you" className="flex flex-col gap-3">
      <h2 id="you">You</h2>
      <p className="max-w-prose text-text-2">What you choose here is kept in this browser only, and holds at once.</p>
      <PreferencesForm />
    </section>
  )
}
