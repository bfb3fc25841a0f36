import { createHash, randomBytes } from "node:crypto"

/** 256 random bits: nobody guesses it, so that a plain hash is enough to keep it by. */
export function newToken(prefix = ""): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`
}

/** What the database knows of a token. Who reads the database cannot use it. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest())
}
