import { env } from "#lib/env.ts"
import { isLoopbackName } from "#lib/read-env.ts"

/** Whether a Telnyx public key is set. Without one every event is taken unsigned, and every screen says so. */
export function areSignaturesChecked(): boolean {
  return env().telnyxKeys.length > 0
}

/** The address that Telnyx posts to. */
export function webhookAddress(path: string): string {
  return new URL(path, env().publicUrl).href
}

/** The same address on this machine, past whatever stands in front of it. */
export function localWebhookAddress(path: string): string {
  const { host, port } = env()
  return new URL(path, `http://${host.includes(":") ? `[${host}]` : host}:${port}`).href
}

/** Whether only this machine reaches the address that is shown. */
export function isAddressLocal(): boolean {
  return isLoopbackName(env().publicUrl.hostname)
}

/** The public keys that are set, as base64. */
export function publicKeys(): string[] {
  return env().telnyxKeys.map(({ base64 }) => base64)
}
