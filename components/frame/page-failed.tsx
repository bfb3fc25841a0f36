"use client"

import { useEffect, useRef } from "react"
import { urls } from "#lib/contract.ts"
import { Notice } from "../ui/notice.tsx"
import { FailureName } from "./failure-name.tsx"
import { RetryWhenReady } from "./retry-when-ready.tsx"

const READY = "/api/ready"

/** `name`: by which the server's log tells of it, where that is known. `isPart`: only a part of the page is missing. */
type FailedProps = { readonly name: string | null; readonly retry: () => void; readonly isPart?: boolean }

/** What stands in the place of a page, or a part of one, that could not be made. The frame around it stays. */
export function PageFailed({ name, retry, isPart = false }: FailedProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isPart) return
    document.title = "Error · Portline"
    heading.current?.focus()
  }, [isPart])
  const Heading = isPart ? "h2" : "h1"
  return (
    <>
      <RetryWhenReady key={name} url={READY} retry={retry} />
      <Heading ref={heading} tabIndex={-1}>
        This {isPart ? "section" : "page"} could not be made
      </Heading>
      <Notice kind="problem">The server failed while it made this page: the database may not have answered.</Notice>
      <FailureName name={name} />
      <p className="flex flex-wrap items-center gap-4">
        <button type="button" className="control noscript:hidden border-link font-medium text-link" onClick={retry}>
          Try again
        </button>
        <a href={urls.home}>Home</a>
        <a href={urls.orders()}>Orders</a>
        <a href={READY}>What the server says of its database</a>
      </p>
    </>
  )
}
