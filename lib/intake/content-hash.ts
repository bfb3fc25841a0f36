import { createHash } from "node:crypto"
import { canonicalJson } from "./json-text.ts"

/**
 * Hex SHA-256 of what an event says: its type, its time as an instant (all decimals sent, trailing zeros
 * aside) and its payload as a JSON value. Telnyx's `meta`, `urls` and the like change on a retry and stay out. Of a payload that is
 * no UTF-8 `text` has a character for each byte; text that is read so is never taken for the same written in UTF-8.
 */
export function contentHash(type: string, occurredText: string, payload: { readonly text: string; readonly isUtf8: boolean }): string {
  const envelope = [type, withoutTrailingZeros(occurredText), ...(payload.isUtf8 ? [] : ["bytes"])]
  return sha256(JSON.stringify(envelope), canonicalJson(payload.text)).toString("hex")
}

/** By hand: a pattern for zeros at the end tries each run of them, and a sender may write a million. */
function withoutTrailingZeros(utc: string): string {
  if (!utc.includes(".")) return utc
  let end = utc.length - 1
  while (utc[end - 1] === "0") end--
  return `${utc.slice(0, utc[end - 1] === "." ? end - 1 : end)}Z`
}

export function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash("sha256")
  for (const part of parts) {
    hash.update(`${part.length}:`)
    hash.update(part)
  }
  return hash.digest()
}

/** The key under which an event is known: derived from its identity (event id, content), 32 hex digits. */
export function eventKey(eventId: string, content: string): string {
  return sha256("event", JSON.stringify(eventId), content).toString("hex").slice(0, 32)
}

/** The key of a body that is no event yet: derived from its bytes. */
export function quarantineKey(raw: Uint8Array): string {
  return sha256("raw", raw).toString("hex").slice(0, 32)
}
