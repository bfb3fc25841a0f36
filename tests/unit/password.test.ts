import { expect, test } from "vitest"
import { hashPassword, verifyPassword } from "#lib/access/password.ts"

test("a password of a megabyte of marks costs no more than any other, and is wrong", async () => {
  // To put such marks in their places takes a step for each pair of them: ten minutes and more.
  const marks = `a${"\u0301".repeat(260_000)}${"\u0316".repeat(260_000)}`
  expect(await verifyPassword(marks, null)).toBe("wrong")
})

test("a password is right in whichever form a keyboard sends it", async () => {
  const kept = await hashPassword("Grüße aus Zürich")
  expect(kept).not.toBeNull()
  expect(await verifyPassword("Grüße aus Zürich".normalize("NFD"), kept)).toBe("right")
})
