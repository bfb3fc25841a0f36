import { type DoorJson, urls } from "#lib/contract.ts"
import { CopyLine } from "./copy-line.tsx"
import { LazyChecks } from "./lazy-checks.tsx"

/** Nothing has come yet: five steps to the first event, and a sample to look around with meanwhile. */
export function FirstRun({ door }: { door: DoorJson }) {
  const curl = `curl -X POST ${door.address} -H 'content-type: application/json' --data-binary @tests/fixtures/03.status_changed.exception.json`
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <section aria-labelledby="sample" className="card flex flex-col items-start gap-3 bg-surface p-5 lg:order-last">
        <h2 id="sample">Nothing has come from Telnyx yet</h2>
        <p className="max-w-[72ch]">
          Orders appear by themselves once Telnyx posts their webhooks here: five steps lead there. Or look around first, with the twelve
          events that Telnyx documents. They are marked as a sample and can be removed with one click.
        </p>
        <form method="post" data-needs="configure" action={urls.api.sample}>
          <button type="submit" className="control border-link font-medium text-link">
            Look around with 12 sample events
          </button>
        </form>
      </section>
      <section aria-labelledby="steps" className="card flex flex-col gap-4 p-5">
        <h2 id="steps">Five steps to the first event</h2>
        <LazyChecks door={door} />
      </section>
      {door.keys.length === 0 && (
        <details className="text-sm text-text-2 lg:order-last">
          <summary className="min-h-6">Or post one of the documented bodies from a terminal, in this project&apos;s folder</summary>
          <CopyLine text={curl} name="command" />
        </details>
      )}
    </div>
  )
}
