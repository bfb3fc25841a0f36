"use client"

import { useRouter } from "next/navigation"
import { PageFailed } from "./page-failed.tsx"

/** A page that the server could not make, as it says itself: to try again is to ask it for the page anew. */
export function PageAway({ name }: { readonly name: string }) {
  return <PageFailed name={name} retry={useRouter().refresh} />
}
