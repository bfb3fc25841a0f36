import { useState } from "react"
import { copyKeys, readAllKeys } from "#lib/client/copy-keys.ts"
import { showFailure, showToast } from "#lib/client/toasts.ts"
import { plural } from "#lib/format/count-text.ts"

type CopyQuestion = {
  /** Null: of all that match. */
  readonly keys: readonly string[] | null
  readonly query: string
}

/** Copies keys and says what came of it; those of all that match are read first, and how far that is told. */
export function useCopyKeys({ keys, query }: CopyQuestion): { readonly copy: () => Promise<void>; readonly progress: number | null } {
  const [progress, setProgress] = useState<number | null>(null)
  const copy = async (): Promise<void> => {
    try {
      if (keys === null) setProgress(0)
      const copied = keys ?? (await readAllKeys(new URLSearchParams(query), setProgress))
      await copyKeys(copied)
      const isCut = keys === null && copied.length === 10_000
      showToast(`Copied ${plural(copied.length, "key")}.${isCut ? " More than that is in the CSV." : ""}`)
    } catch (error) {
      showFailure(`The keys could not be copied: ${error instanceof Error ? error.message : "the browser refused."}`)
    } finally {
      setProgress(null)
    }
  }
  return { copy, progress }
}
