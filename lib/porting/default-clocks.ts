import type { Clocks } from "./clock.ts"

const DAYS = 24

/**
 * The defaults. That Telnyx deletes a draft after 30 days is documented; the others are rules of thumb of the trade,
 * the 14 days of an exception among them: the operator may change every one.
 */
export const DEFAULT_CLOCKS: Clocks = {
  statuses: {
    draft: { hours: 30 * DAYS, calendar: null },
    "in-process": { hours: 1 * DAYS, calendar: null },
    submitted: { hours: 48, calendar: "Carriers" },
    exception: { hours: 14 * DAYS, calendar: null },
    "activation-in-progress": { hours: 1 * DAYS, calendar: null },
    "cancel-pending": { hours: 3 * DAYS, calendar: null },
  },
  messaging: { hours: 48, calendar: null },
  calendars: {
    Carriers: {
      zone: "America/New_York",
      days: [1, 2, 3, 4, 5],
      from: "08:00",
      to: "17:00",
      // The federal holidays of the United States, on the days on which they are observed.
      holidays: [
        "2026-01-01",
        "2026-01-19",
        "2026-02-16",
        "2026-05-25",
        "2026-06-19",
        "2026-07-03",
        "2026-09-07",
        "2026-10-12",
        "2026-11-11",
        "2026-11-26",
        "2026-12-25",
        "2027-01-01",
        "2027-01-18",
        "2027-02-15",
        "2027-05-31",
        "2027-06-18",
        "2027-07-05",
        "2027-09-06",
        "2027-10-11",
        "2027-11-11",
        "2027-11-25",
        "2027-12-24",
        "2027-12-31",
      ],
    },
  },
}
