import type { Check } from "#lib/format/door-checks.ts"
import { CheckItem } from "./check-item.tsx"
import { KeyField } from "./key-field.tsx"

/** Whether a public key is set, which, and a place to try another one's form. */
export function KeyCheck({ check, keys }: { check: Check; keys: readonly string[] }) {
  return (
    <CheckItem title="Public key" check={check}>
      {keys.map((key) => (
        <p key={key} className="max-w-full text-sm text-text-2">
          Set: <code translate="no">{key}</code>
        </p>
      ))}
      <p className="max-w-[72ch] text-sm text-text-2">
        In Telnyx: Account Settings → Keys &amp; Credentials → Public Key. Start Portline with it as <code>TELNYX_PUBLIC_KEY</code>.
      </p>
      <KeyField keys={keys} />
    </CheckItem>
  )
}
