"use client"

import { PageFailed } from "#components/frame/page-failed.tsx"

type ErrorProps = { readonly error: unknown; readonly retry: () => void }

/** What a page shows in its place when its scripts fail, or a part of it that the server made after its beginning. */
export default function ErrorPage({ error, retry }: ErrorProps) {
  return <PageFailed name={error instanceof Error && "digest" in error ? String(error.digest) : null} retry={retry} />
}
