"use client"

import { Notice } from "#components/ui/notice.tsx"

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <h1>This page could not be made</h1>
      <Notice kind="problem">
        The server failed on it{error.digest ? `; its log names it ${error.digest}` : ""}. No event is lost by this.
      </Notice>
      <p>
        <button type="button" className="control" onClick={reset}>
          Try again
        </button>
      </p>
    </>
  )
}
