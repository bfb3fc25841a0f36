import { expect, test } from "vitest"
import { parseInstant } from "#lib/porting/instant.ts"
import { plainHistory, plainState } from "#lib/porting/plain-step.ts"
import { type Spell, spellsOf } from "#lib/porting/spells.ts"
import { STATUSES } from "#lib/porting/status.ts"

test("each known status is one of five plain steps, or an end", () => {
  expect(Object.fromEntries(STATUSES.map((status) => [status, plainState(status)]))).toEqual({
    draft: "received",
    "in-process": "checked",
    submitted: "checked",
    exception: "needed",
    "foc-date-confirmed": "dated",
    "activation-in-progress": "dated",
    ported: "done",
    "cancel-pending": "cancelling",
    cancelled: "cancelled",
  })
})

test("no status yet is a request that was received; one that nobody knows is told as no step", () => {
  expect([plainState(null), plainState("novel"), plainState("constructor")]).toEqual(["received", "unclear", "unclear"])
})

test("statuses that are one to the customer are one line of the history, the newest first", () => {
  const told = ["draft", "in-process", "submitted", "exception", "submitted", "foc-date-confirmed", "activation-in-progress", "ported"]
  const spells: Spell[] = spellsOf(
    told.map((value, at) => ({
      event: String(at),
      at: parseInstant(`2024-05-0${at + 1}T10:00:00Z`) ?? { micros: 0n, text: "" },
      value,
      details: [],
    })),
  )
  expect(plainHistory(spells).map(({ state, at }) => `${state} ${at.text.slice(0, 10)}`)).toEqual([
    "done 2024-05-08",
    "dated 2024-05-06",
    "checked 2024-05-05",
    "needed 2024-05-04",
    "checked 2024-05-02",
    "received 2024-05-01",
  ])
})

test("a status never heard of is no line of the history", () => {
  const told = ["submitted", "on-hold", "submitted", "ported", "archived"]
  const spells = spellsOf(
    told.map((value, at) => ({
      event: String(at),
      at: parseInstant(`2024-05-0${at + 1}T10:00:00Z`) ?? { micros: 0n, text: "" },
      value,
      details: [],
    })),
  )
  expect(plainHistory(spells).map(({ state, at }) => `${state} ${at.text.slice(0, 10)}`)).toEqual(["done 2024-05-04", "checked 2024-05-01"])
})
