import { bodyDiff } from "#lib/format/event-body.ts"
import type { JsonChange } from "#lib/format/json-diff.ts"
import { visibleText } from "#lib/format/visible-text.ts"

const LOOKS = {
  added: { sign: "+", word: "added", tone: "text-done-ink" },
  removed: { sign: "−", word: "removed", tone: "text-attention-ink" },
  changed: { sign: "~", word: "changed", tone: "text-waiting-ink" },
} as const

function Value({ was, text }: { was: "before" | "after"; text: string }) {
  const Tag = was === "before" ? "del" : "ins"
  return (
    <Tag className="block break-all ps-4 no-underline">
      <span className="select-none font-sans text-text-3">{was} </span>
      {visibleText(text)}
    </Tag>
  )
}

function Change({ change }: { change: JsonChange }) {
  const { sign, word, tone } = LOOKS[change.kind]
  return (
    <li className="py-1">
      <span className={`font-medium ${tone}`}>
        <span aria-hidden="true" className="inline-block w-4 font-mono">
          {sign}
        </span>
        {word}
      </span>{" "}
      <span translate="no" dir="ltr" className="font-mono text-xs leading-5">
        <span className="break-all">{visibleText(change.path)}</span>
        {"before" in change && <Value was="before" text={change.before} />}
        {"after" in change && <Value was="after" text={change.after} />}
      </span>
    </li>
  )
}

/** Where two bodies differ, by path, in words and signs. */
export function ChangeList({ before, after }: { before: string; after: string }) {
  const { changes, isCut, problem } = bodyDiff(before, after)
  if (problem) return <p>{problem}</p>
  if (changes.length === 0) return <p>They say the same: only the envelope, white space or the order of keys may differ.</p>
  return (
    <>
      <ul aria-label="Differences" className="divide-y divide-hairline">
        {changes.map((change) => (
          <Change key={change.path} change={change} />
        ))}
      </ul>
      {isCut && <p>More differ than the {changes.length} listed here.</p>}
    </>
  )
}
