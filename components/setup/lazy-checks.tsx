"use client"

import { type ComponentProps, lazy, Suspense } from "react"

const Checks = lazy(() => import("./checks.tsx").then((module) => ({ default: module.Checks })))

/** The five steps, whose script only a first run loads. The server renders them all the same. */
export function LazyChecks(props: ComponentProps<typeof Checks>) {
  return (
    <Suspense>
      <Checks {...props} />
    </Suspense>
  )
}
