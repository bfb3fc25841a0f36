import type { AccessNote } from "#lib/contract/access.ts"
import { isDone, noteText } from "#lib/format/access-words.ts"
import { CopyLine } from "../setup/copy-line.tsx"
import { Notice } from "../ui/notice.tsx"

const SECRETS: Partial<Readonly<Record<AccessNote, string>>> = { invited: "the link", reset_made: "the link", key_made: "the key" }

/** By which a field names what was said of it. */
export const NOTE_ID = "note"

/** What came of the last deed; with the secret that it made, this once. */
export function NoteLine({ note, secret = null }: { note: AccessNote; secret?: string | null }) {
  const name = SECRETS[note]
  return (
    <Notice kind={isDone(note) ? "plain" : "problem"}>
      <p id={NOTE_ID} role={isDone(note) ? "status" : "alert"}>
        {noteText(note)}
      </p>
      {name !== undefined && secret !== null && <CopyLine text={secret} name={name} />}
      {name !== undefined && secret === null && (
        <p className="text-text-2">It was shown for a minute, and is not any more. Make another one.</p>
      )}
    </Notice>
  )
}
