import { Fragment, type ReactNode } from "react"

export type Fact = { readonly name: string; readonly value: ReactNode; readonly isSent?: boolean }

/** Names and values; what a sender wrote stands as code. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      {facts.map(({ name, value, isSent }) => (
        <Fragment key={name}>
          <dt className="max-w-36 break-words text-text-3">{name}</dt>
          <dd
            className={isSent ? "break-all font-mono text-xs leading-5" : "break-words"}
            {...(isSent ? { translate: "no", dir: "ltr" } : {})}
          >
            {value}
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}
