"use client"

import { useId, useState } from "react"
import { publicKeyProblem } from "#lib/format/public-key-problem.ts"
import { CopyLine } from "./copy-line.tsx"

/** Checks a pasted key's form here in the browser, and gives the line that sets it: nothing is sent or stored. */
export function KeyField({ keys }: { keys: readonly string[] }) {
  const [text, setText] = useState("")
  const id = useId()
  const key = text.trim()
  const problem = key === "" ? null : publicKeyProblem(key)
  const isSet = keys.includes(key)
  return (
    <div className="flex w-full max-w-lg flex-col gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        Paste a public key to check its form
      </label>
      <input
        id={id}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-said`}
        placeholder="44 characters of base64"
        className="control w-full font-mono"
      />
      <div id={`${id}-said`} role="status" className="flex flex-col gap-2 text-sm">
        {problem && <p className="font-medium text-attention-ink">{problem}</p>}
        {key !== "" && !problem && <p>{isSet ? "This key is set already." : "Its form is right. Start Portline again with this line:"}</p>}
        {key !== "" && !problem && !isSet && <CopyLine text={`TELNYX_PUBLIC_KEY=${key}`} name="line that sets the key" />}
      </div>
    </div>
  )
}
