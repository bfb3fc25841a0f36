import { expect, test } from "vitest"
import { joinMessages } from "#lib/format/join-messages.ts"

const message = (...paragraphs: readonly string[]): string => paragraphs.join("\n\n")

test("several messages are one: greeting, beginning and thanks stand once", () => {
  const bill = message("Hello,", "about 1-alpha: it was refused. The number is wrong.", "Please send a bill.", "Thank you.")
  const name = message("Hello,", "about 1-alpha: it was refused. the name is wrong.", "Please tell us who signs.", "Thank you.")
  expect(joinMessages([bill, name])).toBe(
    message(
      "Hello,",
      "about 1-alpha: it was refused. The number is wrong.",
      "Please send a bill.",
      "The name is wrong.",
      "Please tell us who signs.",
      "Thank you.",
    ),
  )
  expect(joinMessages([bill, bill])).toBe(bill)
})

test("nothing is lost of messages that have nothing in common, or are short", () => {
  expect(joinMessages(["One.", "Two."])).toBe(message("One.", "Two."))
  expect(joinMessages([message("Hi", "Bye"), message("Hi", "A", "Bye")])).toBe(message("Hi", "A", "Bye"))
  expect(joinMessages([message("Hi", "Bye"), "Hi"])).toBe(message("Hi", "Bye"))
  expect(joinMessages(["Only."])).toBe("Only.")
})
