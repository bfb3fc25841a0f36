import { CopyButton } from "../ui/copy-button.tsx"
import { Notice } from "../ui/notice.tsx"

/** Which of the names that were looked up no order has. */
export function MissingNames({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <Notice kind="warning">
      <span className="font-medium">{names.length} not found:</span>{" "}
      <span className="font-mono" translate="no">
        {names.join(", ")}
      </span>{" "}
      <CopyButton text={names.join("\n")} name={names.length === 1 ? "the name not found" : `the ${names.length} names not found`} />
    </Notice>
  )
}
