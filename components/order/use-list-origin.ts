"use client"

import { useSyncExternalStore } from "react"

/** The list that a reader came from, as the list itself keeps it: its query, and its orders in their sequence. */
export type ListOrigin = { readonly query: string; readonly ids: readonly string[] }

const KEY = "portline.list"

function readKept(): string {
  try {
    return sessionStorage.getItem(KEY) ?? ""
  } catch {
    return ""
  }
}

function parse(kept: string): ListOrigin | null {
  try {
    const { query, ids } = JSON.parse(kept) as Partial<Record<keyof ListOrigin, unknown>>
    if (typeof query !== "string" || !Array.isArray(ids)) return null
    return { query, ids: ids.filter((id): id is string => typeof id === "string") }
  } catch {
    return null
  }
}

const subscribe = (): (() => void) => () => {}

/** Null where the reader came from no list, on the server, and while hydrating. */
export function useListOrigin(): ListOrigin | null {
  return parse(useSyncExternalStore(subscribe, readKept, () => ""))
}
