"use client"

import "./globals.css"
import { FailureName } from "#components/frame/failure-name.tsx"
import { urls } from "#lib/contract.ts"

type ErrorProps = { readonly error: unknown; readonly retry: () => void }

/** What stands in for everything, frame and all, when not even that could be made. */
export default function GlobalError({ error, retry }: ErrorProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null
  return (
    <html lang="en">
      <body>
        <title>Error · Portline</title>
        <main className="mx-auto flex max-w-prose flex-col gap-4 px-4 py-10">
          <h1>Portline could not make this page</h1>
          <p>The server or this page's script failed.</p>
          <FailureName name={digest} />
          <p className="flex flex-wrap items-center gap-4">
            <button type="button" className="control" onClick={retry}>
              Try again
            </button>
            <a href={urls.home}>Home</a>
          </p>
        </main>
      </body>
    </html>
  )
}
