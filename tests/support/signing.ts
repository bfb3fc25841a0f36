import { generateKeyPairSync, type KeyObject, sign } from "node:crypto"

/** A pair of keys as Telnyx holds them: the public one in base64 of 32 bytes. */
export type SigningKey = { readonly privateKey: KeyObject; readonly publicKey: KeyObject; readonly base64: string }

export function newSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519")
  const base64 = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64")
  return { privateKey, publicKey, base64 }
}

/** The two headers of a delivery signed at a moment (seconds since 1970). */
export function signedHeaders(key: SigningKey, body: Uint8Array, seconds = Math.floor(Date.now() / 1000)): Record<string, string> {
  const signature = sign(null, Buffer.concat([Buffer.from(`${seconds}|`), body]), key.privateKey).toString("base64")
  return { "telnyx-signature-ed25519": signature, "telnyx-timestamp": String(seconds) }
}
