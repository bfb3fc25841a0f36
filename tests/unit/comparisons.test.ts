import { expect, test } from "vitest"
import { chosenComparison, comparisons } from "#lib/format/comparisons.ts"

type Compared = Parameters<typeof comparisons>[0]
const event = (more: Partial<Compared>): Compared =>
  ({
    twins: [],
    previous: {},
    previous_alike: {},
    event_type: "porting_order.status_changed",
    details: { order_names: { one: "sr_1", two: null } },
    ...more,
  }) as unknown as Compared

test("an event is compared with the last one of its type first, and with the one right before it", () => {
  const both = event({ previous: { one: "split" }, previous_alike: { one: "status" } })
  expect(comparisons(both)).toEqual([
    { key: "status", text: "the last status_changed before it of sr_1" },
    { key: "split", text: "the event before it of sr_1" },
  ])
  expect(chosenComparison(both, null)?.key).toBe("status")
  expect(chosenComparison(both, "split")?.key).toBe("split")
})

test("where these are one it stands once; twins come first", () => {
  const same = event({ twins: ["twin"], previous: { one: "before", two: "before" }, previous_alike: { one: "before", two: "twin" } })
  expect(comparisons(same).map(({ key }) => key)).toEqual(["twin", "before"])
  expect(comparisons(same)[1]?.text).toBe("the event before it of sr_1 and two")
  expect(comparisons(event({}))).toEqual([])
})
