"use client"

import { useRouter } from "next/navigation"
import { PageFailed } from "./page-failed.tsx"

/** A page, or a part of one, that the server could not make, as it says itself: to try again is to ask it for the page anew. */
export function PageAway({ name, isPart }: { readonly name: string; readonly isPart: boolean }) {
  return <PageFailed name={name} isPart={isPart} retry={useRouter().refresh} />
}
