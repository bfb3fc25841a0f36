import { countText } from "#lib/format/count-text.ts"
import { printedBody } from "#lib/format/event-body.ts"
import { ScrollRegion } from "../ui/scroll-region.tsx"

const UNFOLDED = 200
const LINES = "whitespace-pre-wrap break-all font-mono text-xs leading-5"

/** A body as its sender ordered and spelled it; beyond 200 lines it folds. */
export function BodyLines({ body }: { body: string }) {
  const { lines, isCut, isJson } = printedBody(body)
  const folded = lines.length - UNFOLDED
  return (
    <>
      {!isJson && <p>This is not readable as JSON. It stands here as it came.</p>}
      {body.includes("\uFFFD") && <p>Bytes that are no UTF-8 show as �.</p>}
      <ScrollRegion name="Payload" className="max-h-[32rem] rounded-control bg-surface p-3 print:max-h-none">
        <pre dir="ltr" translate="no" className={LINES}>
          {lines.slice(0, UNFOLDED).join("\n")}
        </pre>
        {folded > 0 && (
          <details>
            <summary className="min-h-6 py-1 text-link">{countText(folded)} more lines</summary>
            <pre dir="ltr" translate="no" className={LINES}>
              {lines.slice(UNFOLDED).join("\n")}
            </pre>
          </details>
        )}
      </ScrollRegion>
      {isCut && <p>There is more than {countText(lines.length)} lines: the raw bytes hold it all.</p>}
    </>
  )
}
