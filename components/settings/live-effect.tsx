"use client"

import { useEffect, useState } from "react"
import { type RulesEffectJson, urls } from "#lib/contract.ts"
import { effectText } from "#lib/format/effect-text.ts"

const QUIET_MS = 600

type Answer = { readonly data?: RulesEffectJson; readonly errors?: readonly { readonly message: string }[]; readonly detail?: string }

async function askFor(of: string, form: HTMLFormElement, signal: AbortSignal): Promise<string> {
  const body = new URLSearchParams(
    [...new FormData(form)].map(([name, value]): [string, string] => [name, typeof value === "string" ? value : ""]),
  )
  const answer = (await (await fetch(urls.api.rulesPreview(of), { method: "POST", body, signal })).json()) as Answer
  if (answer.data) return effectText(answer.data)
  return `Not allowed yet: ${answer.errors?.[0]?.message ?? answer.detail ?? "the server did not answer."}`
}

/** Says, while a form is filled in, what saving it would do to the orders. Without JavaScript a button asks. */
export function LiveEffect({ form: id, of }: { form: string; of: string }) {
  const [text, setText] = useState("")
  useEffect(() => {
    const form = document.getElementById(id)
    if (!(form instanceof HTMLFormElement)) return
    let [timer, asking]: [ReturnType<typeof setTimeout> | undefined, AbortController] = [undefined, new AbortController()]
    const ask = (): void => {
      asking.abort()
      asking = new AbortController()
      askFor(of, form, asking.signal).then(setText, () => {})
    }
    const wait = (): void => {
      clearTimeout(timer)
      timer = setTimeout(ask, QUIET_MS)
    }
    form.addEventListener("input", wait)
    return () => {
      clearTimeout(timer)
      asking.abort()
      form.removeEventListener("input", wait)
    }
  }, [id, of])
  return (
    <p role="status" className={text ? "text-sm" : "sr-only"}>
      {text && (
        <>
          <strong className="font-medium">If saved:</strong> {text}
        </>
      )}
    </p>
  )
}
