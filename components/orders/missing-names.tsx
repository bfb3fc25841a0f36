import { CopyButton } from "../ui/copy-button.tsx"
import { Notice } from "../ui/notice.tsx"

/** Which of the names that were looked up no order has. */
export function MissingNames({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <Notice kind="warning">
      <span className="font-medium">{names.length} not found:</span>{" "}
      <ul className="inline-flex flex-wrap gap-1 align-top">
        {names.map((name) => (
          <li key={name} className="rounded-chip bg-bg px-1.5 break-all whitespace-pre-wrap font-mono" translate="no">
            {name}
          </li>
        ))}
      </ul>{" "}
      <CopyButton text={names.join("\n")} name={names.length === 1 ? "the name not found" : `the ${names.length} names not found`} />
    </Notice>
  )
}
