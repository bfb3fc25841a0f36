import { KeyForm } from "#components/access/key-form.tsx"
import { KeysTable } from "#components/access/keys-table.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { listKeys } from "#lib/queries/list-keys.ts"

/** Programs' ways in. */
export async function KeysTab() {
  const keys = await listKeys(await requirePageViewer("administer"))
  return (
    <>
      <section aria-labelledby="keys" className="flex flex-col gap-3">
        <h2 id="keys">API keys</h2>
        <p className="max-w-prose text-text-2">
          A program sends its key as <code>Authorization: Bearer</code>. What the API gives is described at{" "}
          <a href="/api/openapi.json">/api/openapi.json</a>.
        </p>
        <KeysTable keys={keys} now={Date.now()} />
      </section>
      <KeyForm />
    </>
  )
}
