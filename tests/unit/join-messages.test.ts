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

test("what stands in a message stays as it is written: lists, line breaks, indents, names in small letters", () => {
  const list = "Please send:\n- the bill\n- the PIN"
  const indented = "  1. first\n  2. second."
  expect(joinMessages([message("Hi", list), message("Hi", indented)])).toBe(message("Hi", list, indented))
  expect(joinMessages(["sr_1b needs:\n- a bill", "sr_1b needs:\n- a name"])).toBe(message("sr_1b needs:\n- a bill", "- a name"))
  expect(joinMessages(["About a: x is wrong.", "About a: account.com is wrong."])).toBe(
    message("About a: x is wrong.", "account.com is wrong."),
  )
  expect(joinMessages([list])).toBe(list)
  expect(joinMessages([])).toBe("")
})

test("a beginning is left out after one that says the same, and blank lines around a message do no harm", () => {
  expect(joinMessages(["About 1: send x.", "About 2: send y.", "About 1: z is wrong."])).toBe(
    message("About 1: send x.", "About 2: send y.", "About 1: z is wrong."),
  )
  expect(joinMessages([`${message("Hi", "A", "Thanks")}\n`, `\n${message("Hi", "B", "Thanks")}`])).toBe(message("Hi", "A", "B", "Thanks"))
})

test("a closing that not all have stays with its own", () => {
  expect(joinMessages([message("Hi", "A", "Thanks"), message("Hi", "B"), message("Hi", "C", "Thanks")])).toBe(
    message("Hi", "A", "Thanks", "B", "C", "Thanks"),
  )
})
