"use client"

import { createContext, type ReactNode, useContext } from "react"
import type { GuideNames } from "#lib/porting/exception.ts"

const Context = createContext<GuideNames>({})

/** Gives every part of the page the names and courts of the exception guide in force. */
export function GuideNamesProvider({ names, children }: { names: GuideNames; children: ReactNode }) {
  return <Context value={names}>{children}</Context>
}

export const useGuideNames = (): GuideNames => useContext(Context)
