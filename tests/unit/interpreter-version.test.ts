import { createHash } from "node:crypto"
import { expect, test } from "vitest"
import { INTERPRETER_VERSION, parseEvent } from "#lib/intake/parse-event.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { everyPathChanged, mutated, randomFrom } from "../support/ugly-bodies.ts"

/** What each version makes of the same bodies, as one hash. */
const READINGS: Readonly<Record<number, string>> = {
  1: "25356eb2a5924559fc766804eabc756075536395bb5e02dad504814ee04b538b",
  2: "3b817296f48635fd35d549bed5177c11c3690ce3faef4d5f9a4d1709808b7be8",
  3: "e327d125c0e0de8d632cf44eb89b1b6f476982b513f73f47b8abd010e114b077",
}

function readings(): string {
  const random = randomFrom(1)
  const hash = createHash("sha256")
  for (const body of ALL_FIXTURES.map(fixture)) {
    const bodies = [body, ...everyPathChanged(body), ...Array.from({ length: 300 }, () => mutated(body, random))]
    for (const one of bodies) hash.update(JSON.stringify(parseEvent(one), (_, value) => (typeof value === "bigint" ? `${value}n` : value)))
  }
  return hash.digest("hex")
}

test("a body is read as this version has always read it: who changes that raises INTERPRETER_VERSION and notes its reading here", () => {
  expect({ version: INTERPRETER_VERSION, reading: readings() }).toEqual({
    version: INTERPRETER_VERSION,
    reading: READINGS[INTERPRETER_VERSION],
  })
})
