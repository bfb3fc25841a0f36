import { createPrivateKey, type KeyObject, sign } from "node:crypto"
import { readFileSync } from "node:fs"

/** The headers that show a body to be authentic now. */
export type Signer = (body: string) => Readonly<Record<string, string>>
export type SignerResult = { readonly ok: true; readonly sign: Signer } | { readonly ok: false; readonly problem: string }

/** DER of an ed25519 PKCS #8 private key up to the 32 bytes of the key (RFC 8410). */
const ED25519_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex")

/** A PEM, or base64 of the 32 bytes themselves, of those and the public key (64 bytes), or of the PKCS #8 form. */
function privateKeyOf(text: string): KeyObject {
  if (text.includes("-----BEGIN")) return createPrivateKey(text)
  const bytes = Buffer.from(text.trim(), "base64")
  const bare = bytes.length === 32 || bytes.length === 64
  const der = bare ? Buffer.concat([ED25519_PREFIX, bytes.subarray(0, 32)]) : bytes
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" })
}

function readKey(path: string): KeyObject | null {
  try {
    const key = privateKeyOf(readFileSync(path, "utf8"))
    return key.asymmetricKeyType === "ed25519" ? key : null
  } catch {
    return null
  }
}

/** Signs as Telnyx does, `timestamp|body`, with the key in a file; with no file nothing is signed. */
export function createSigner(path: string | null): SignerResult {
  if (path === null) return { ok: true, sign: () => ({}) }
  const key = readKey(path)
  if (!key) return { ok: false, problem: `--key is "${path}": a file with an ed25519 private key, as PEM or base64, is allowed.` }
  return {
    ok: true,
    sign: (body) => {
      const timestamp = String(Math.floor(Date.now() / 1000))
      const signature = sign(null, Buffer.from(`${timestamp}|${body}`), key).toString("base64")
      return { "telnyx-signature-ed25519": signature, "telnyx-timestamp": timestamp }
    },
  }
}
