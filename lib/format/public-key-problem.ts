const KEY_BYTES = 32

/** What is wrong with a public key's text, or null: it must be base64 of 32 bytes, as the server takes it. */
export function publicKeyProblem(text: string): string | null {
  if (/BEGIN [A-Z ]*KEY/.test(text)) return "This is a PEM: only the one line of base64 that Telnyx shows is needed."
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return "A public key is base64: letters, digits, + and /, with = at its end."
  const bytes = Math.floor((text.replace(/=+$/, "").length * 3) / 4)
  if (bytes !== KEY_BYTES)
    return `This is base64 of ${bytes} bytes; a public key has ${KEY_BYTES}, which is 44 characters with the = at its end.`
  // The last character holds two bits more than the bytes need.
  return /[AEIMQUYcgkosw048]=$/.test(text) ? null : "It does not end as base64 of 32 bytes does: was it copied whole?"
}
