import { rowOf } from "#lib/porting/exception.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { MarkIcon } from "../status/mark-icon.tsx"
import { useGuideNames } from "./guide-names.tsx"

/** One reason for a refusal: what it is called, what Telnyx says, whose move it is, what it means. */
export function ExceptionCard({ detail: { code, description } }: { detail: StatusDetail }) {
  const guide = rowOf(useGuideNames(), code)
  return (
    <li className="card flex flex-col gap-2 border-s-4 border-s-attention p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-attention">
          <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} size={18} />
        </span>
        <h3 className={guide ? "" : "break-all font-mono"}>{guide?.name ?? code ?? "No code given"}</h3>
        {guide && (
          <code className="break-all text-xs text-text-3" translate="no">
            {code}
          </code>
        )}
        <CourtMark
          court={guide?.court ?? "you"}
          word={guide?.court === "you" && guide.withCustomer ? "You, with the customer" : undefined}
        />
      </div>
      {description && (
        <p className="max-w-prose text-text-2">
          Telnyx: <q translate="no">{description}</q>
        </p>
      )}
      <p className="max-w-prose">
        {!guide && (code ? `No guide for ${code}.` : "Telnyx sent no code: read its sentence and the comments.")}
      </p>
    </li>
  )
}
