import { CopyButton } from "../ui/copy-button.tsx"

/** A line to be copied as it is. */
export function CopyLine({ text, name }: { text: string; name: string }) {
  return (
    <p className="flex max-w-full items-center gap-1">
      <code className="min-w-0 break-all rounded-control bg-sunken px-2 py-1" translate="no">
        {text}
      </code>
      <CopyButton text={text} name={name} />
    </p>
  )
}
