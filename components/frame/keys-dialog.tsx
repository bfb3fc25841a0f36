"use client"

import X from "lucide-react/icons/x"
import { useEffect, useRef } from "react"
import { closeOverlay } from "#lib/client/overlays.ts"
import { useChoosePreferences, usePreferences } from "#lib/client/use-preferences.ts"
import { KEY_GROUPS } from "#lib/format/key-groups.ts"

/** Lists every key, and switches those without Ctrl or ⌘ off. */
export function KeysDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [{ singleKeys }, choose] = [usePreferences(), useChoosePreferences()]
  useEffect(() => dialog.current?.showModal(), [])
  const close = (): void => dialog.current?.close()
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" className="overlay max-w-2xl p-5" onClose={closeOverlay}>
      <div className="flex items-start justify-between gap-4">
        <h2 id="keys-title">Keys</h2>
        <button type="button" aria-label="Close" className="icon-button" onClick={close}>
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </div>
      <p className="my-2 text-sm text-text-2">They work outside fields. None is the only way to do something.</p>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {KEY_GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className="mt-1 grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1 text-sm">
              {keys.map(([key, words]) => (
                <div key={key} className="contents">
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="mt-4 inline-flex min-h-8 items-center gap-2">
        <input type="checkbox" checked={singleKeys} onChange={({ target }) => choose({ keys: target.checked ? "on" : "off" })} />
        Single keys are on (in this browser)
      </label>
    </dialog>
  )
}
