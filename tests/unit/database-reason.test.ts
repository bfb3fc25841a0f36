import { expect, test } from "vitest"
import { isReplicaProblem, isUnreachable, isWait, sqlState } from "#lib/db/database-reason.ts"

const failed = (message: string, more: object = {}): Error => Object.assign(new Error(message), more)

test("a system's own word of five letters is no SQLSTATE", () => {
  expect(sqlState(failed("write EPIPE", { code: "EPIPE" }))).toBeNull()
  expect(isUnreachable(failed("write EPIPE", { code: "EPIPE" }))).toBe(true)
  expect(["57P01", "0A000", "2F002", "HV00N"].map((code) => sqlState({ code }))).toEqual(["57P01", "0A000", "2F002", "HV00N"])
})

test.each([
  ["too many connections", failed("sorry, too many clients already", { code: "53300" }), true],
  ["a connection that does not come free", failed("timeout exceeded when trying to connect"), false],
  ["a connection that is not made in time", failed("Connection terminated due to connection timeout"), true],
  ["a statement in the way of the replay", failed("canceling statement due to conflict with recovery", { code: "40001" }), true],
  ["a statement that takes too long", failed("Query read timeout"), false],
  ["a statement that is wrong", failed("syntax error", { code: "42601" }), false],
])("the primary answers what a replica fails at: %s", (_what, error, isIts) => {
  expect(isReplicaProblem(error)).toBe(isIts)
})

test.each([
  ["a row that is locked", failed("canceling statement due to statement timeout", { code: "57014" }), true],
  ["a transaction's own time", failed("Transaction API error: The timeout for this transaction was 1000 ms"), true],
  [
    "the same behind what failed for it",
    failed("The orders could not be brought up to date.", { cause: failed("x", { code: "57014" }) }),
    true,
  ],
  ["a transaction that could not be begun", failed("Transaction API error: Unable to start a transaction in the given time."), true],
  ["a server that goes down", failed("terminating connection due to administrator command", { code: "57P01" }), false],
  ["a full disk", failed("could not extend file", { code: "53100" }), false],
  ["a connection that is cut", failed("Connection terminated unexpectedly"), false],
])("what has only taken too long: %s", (_what, error, hasWaited) => {
  expect(isWait(error)).toBe(hasWaited)
})
