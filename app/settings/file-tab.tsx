import { FormProblems } from "#components/settings/form-problems.tsx"
import { ImportForm } from "#components/settings/import-form.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { urls } from "#lib/contract.ts"
import type { SettingsPlace } from "#lib/format/settings-place.ts"
import { readEntered } from "./read-entered.ts"

/** Guide and clocks as a file: to keep, to edit elsewhere, to bring to another Portline. */
export async function FileTab({ place }: { place: SettingsPlace }) {
  const fresh = ({ version }: { version: number }): URLSearchParams => new URLSearchParams({ version: String(version) })
  const state = await readEntered(await requirePageViewer(), "import", { place, fresh })
  return (
    <>
      <FormProblems {...state} />
      <section aria-labelledby="export" className="flex max-w-prose flex-col items-start gap-2">
        <h2 id="export">Export</h2>
        <p className="text-text-2">The exception guide and the clocks in force, as JSON. Importing it brings back exactly these.</p>
        <a href={urls.api.rulesExport} download className="control">
          Download portline-rules.json
        </a>
      </section>
      <section aria-labelledby="import" className="flex flex-col gap-2">
        <h2 id="import">Import</h2>
        <p className="max-w-prose text-text-2">
          The file takes the place of the guide and the clocks as a whole: a row that it leaves out goes back to its default. Where one row
          is not allowed nothing is imported.
        </p>
        <ImportForm entered={state.entered} effect={state.effect} isDirty={state.isDraft} />
      </section>
    </>
  )
}
