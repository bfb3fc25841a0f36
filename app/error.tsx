"use client"

import { useEffect, useRef } from "react"
import { RetryWhenReady } from "#components/frame/retry-when-ready.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { urls } from "#lib/contract.ts"

const READY = "/api/ready"

type ErrorProps = { readonly error: unknown; readonly retry: () => void }

/** What a page shows in its place when it could not be made. The frame around it stays. */
export default function ErrorPage({ error, retry }: ErrorProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = "Error · Portline"
    heading.current?.focus()
  }, [])
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null
  return (
    <>
      <RetryWhenReady url={READY} retry={retry} />
      <h1 ref={heading} tabIndex={-1}>
        This page could not be made
      </h1>
      <Notice kind="problem">The server failed while it made this page: the database may not have answered.</Notice>
      {digest && (
        <p>
          In the server's log this failure is named <code translate="no">{digest}</code>.
        </p>
      )}
      <p className="flex flex-wrap items-center gap-4">
        <button type="button" className="control border-link font-medium text-link" onClick={retry}>
          Try again
        </button>
        <a href={urls.home}>Home</a>
        <a href={urls.orders()}>Orders</a>
        <a href={READY}>What the server says of its database</a>
      </p>
    </>
  )
}
