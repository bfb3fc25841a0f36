import { expect, test } from "vitest"
import { isPhoneLike } from "#lib/format/phone-like.ts"

test.each(["+1 512 555 0123", "(512) 555-0123", "5125550123", "030/1234567"])("%s looks like a phone number", (text) =>
  expect(isPhoneLike(text)).toBe(true),
)

test.each(["sr_4733cd", "4733cd", "#1662", "1662", "512 555", "0de40000-0000-4000-8000-00000000000a", "Unit 5125550123"])(
  "%s does not",
  (text) => expect(isPhoneLike(text)).toBe(false),
)
