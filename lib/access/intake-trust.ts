import { env } from "#lib/env.ts"

/** Whether a Telnyx public key is set. Without one every event is taken unsigned, and every screen says so. */
export function areSignaturesChecked(): boolean {
  return env().telnyxKeys.length > 0
}

/** The address that Telnyx posts to. */
export function webhookAddress(path: string): string {
  return new URL(path, env().publicUrl).href
}
