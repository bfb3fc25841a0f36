const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}])/g

/** Plain text as sent, white space kept; only http and https addresses become links. */
export function LinkedText({ text }: { text: string }) {
  const parts = text.split(LINK)
  return (
    <p className="whitespace-pre-wrap break-words text-base" translate="no">
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other identity
          <a key={index} href={part} rel="noopener noreferrer nofollow" target="_blank" className="underline">
            {part}
          </a>
        ),
      )}
    </p>
  )
}
