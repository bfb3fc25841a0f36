import { expect, test } from "vitest"
import { listText } from "#lib/format/time.ts"

test("a moment within seven days is told by how far off it is, either way, any other by its date", () => {
  const now = Date.parse("2024-05-10T12:00:00Z")
  const told = (text: string): string => listText(text, { now, reading: { zone: "UTC", hour12: false } })
  expect(told("2024-05-10T11:59:30Z")).toBe("just now")
  expect(told("2024-05-10T12:00:30Z")).toBe("just now")
  expect(told("2024-05-10T09:00:00Z")).toBe("3 h ago")
  expect(told("2024-05-10T15:10:00Z")).toBe("3 h ahead")
  expect(told("2024-05-12T13:00:00Z")).toBe("2 d ahead")
  expect(told("2024-05-01T12:00:00Z")).toBe("1 May 2024")
  expect(told("2024-05-20T12:00:00Z")).toBe("20 May 2024")
})
