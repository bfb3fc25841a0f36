import { describe, expect, test } from "vitest"
import { type SignatureInput, verifySignature } from "#lib/intake/verify-signature.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"

const key = newSigningKey()
const other = newSigningKey()
const NOW = 1_700_000_000
const body = Buffer.from('{"data": {"zähler": 1}}')

function delivery(change: Partial<SignatureInput> = {}, seconds = NOW): SignatureInput {
  const headers = signedHeaders(key, body, seconds)
  return {
    raw: body,
    signature: headers["telnyx-signature-ed25519"] ?? null,
    timestamp: headers["telnyx-timestamp"] ?? null,
    keys: [key.publicKey],
    nowSeconds: NOW,
    ...change,
  }
}

const signatureOf = (seconds: number | string): string | null => {
  const bytes = signedHeaders(key, body, seconds as number)
  return bytes["telnyx-signature-ed25519"] ?? null
}

describe("an authentic delivery", () => {
  test.each([-300, -299, 0, 299, 300])("is taken when its timestamp is %d seconds off", (off) => {
    expect(verifySignature(delivery({}, NOW + off))).toEqual({ ok: true })
  })

  test("is taken under any of several keys, as while keys rotate", () => {
    expect(verifySignature(delivery({ keys: [other.publicKey, key.publicKey] }))).toEqual({ ok: true })
  })

  test("may be bytes that are no UTF-8", () => {
    const raw = Buffer.from([0xff, 0x00, 0xfe])
    const headers = signedHeaders(key, raw, NOW)
    const input = { signature: headers["telnyx-signature-ed25519"] ?? null, timestamp: String(NOW), keys: [key.publicKey], nowSeconds: NOW }
    expect(verifySignature({ raw, ...input })).toEqual({ ok: true })
  })
})

describe("a delivery is refused when", () => {
  const good = signatureOf(NOW) ?? ""
  test.each<[string, Partial<SignatureInput>, string]>([
    ["it has no signature", { signature: null }, "signature_missing"],
    ["its signature is empty", { signature: "" }, "signature_missing"],
    ["it has no timestamp", { timestamp: null }, "timestamp_missing"],
    ["its signature is no base64", { signature: "*".repeat(88) }, "signature_malformed"],
    ["its signature is base64 of 63 bytes", { signature: Buffer.alloc(63).toString("base64") }, "signature_malformed"],
    ["its signature is base64 of 65 bytes", { signature: Buffer.alloc(65).toString("base64") }, "signature_malformed"],
    ["its signature is in base64url", { signature: Buffer.alloc(64, 0xfb).toString("base64url") }, "signature_malformed"],
    ["its signature came twice", { signature: `${good}, ${good}` }, "signature_malformed"],
    ["its signature is all zero", { signature: Buffer.alloc(64).toString("base64") }, "signature_invalid"],
    ["its timestamp is written 1e9", { timestamp: "1e9" }, "timestamp_malformed"],
    ["its timestamp is signed +5", { timestamp: "+5" }, "timestamp_malformed"],
    ["its timestamp has a space", { timestamp: " 5" }, "timestamp_malformed"],
    ["another key signed it", { keys: [other.publicKey] }, "signature_invalid"],
    ["its body was serialised again", { raw: Buffer.from(JSON.stringify(JSON.parse(body.toString()))) }, "signature_invalid"],
    ["its timestamp was changed", { timestamp: String(NOW + 1) }, "signature_invalid"],
  ])("%s", (_when, change, reason) => {
    expect(verifySignature(delivery(change))).toEqual({ ok: false, reason })
  })

  test.each([-301, 301, -100_000, 100_000])("it is authentic, but %d seconds off", (off) => {
    expect(verifySignature(delivery({}, NOW + off))).toEqual({ ok: false, reason: "timestamp_out_of_tolerance" })
  })
})

test("Telnyx's own SDK agrees on what is authentic", async () => {
  const { default: Telnyx } = await import("telnyx")
  const client = new Telnyx({ apiKey: "none", publicKey: key.base64 })
  const seconds = Math.floor(Date.now() / 1000)
  const headers = signedHeaders(key, body, seconds)
  await expect(client.webhooks.unwrap(body.toString(), { headers, key: key.base64 })).resolves.toBeTruthy()
  await expect(client.webhooks.unwrap(`${body} `, { headers, key: key.base64 })).rejects.toThrow()
  expect(verifySignature(delivery({ nowSeconds: seconds }, seconds))).toEqual({ ok: true })
  expect(verifySignature(delivery({ nowSeconds: seconds, raw: Buffer.from(`${body} `) }, seconds)).ok).toBe(false)
})
