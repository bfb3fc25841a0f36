import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { Badge } from "../ui/badge.tsx"

type GuideHeadProps = { readonly code: string; readonly isOwn: boolean; readonly isKnown: boolean }

/** Which row of the guide is edited, and ways away from it. */
export function GuideHead({ code, isOwn, isKnown }: GuideHeadProps) {
  return (
    <div className="flex flex-col gap-2">
      <p>
        <Link href={urls.settingsTab("guide")} prefetch={false} data-hotkey="u" className="inline-block min-h-6">
          ← All codes
        </Link>
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="break-all font-mono" translate="no">
          {code}
        </h2>
        {isOwn ? <Badge tone="waiting">Customised</Badge> : <Badge>{isKnown ? "Default" : "No guide yet"}</Badge>}
        {isOwn && (
          <Link href={urls.settingsTab("guide", { code, act: "reset" })} prefetch={false} className="inline-block min-h-6 text-sm">
            Reset this row…
          </Link>
        )}
      </div>
    </div>
  )
}
