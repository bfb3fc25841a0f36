import { LabelledSelect } from "./labelled-select.tsx"

const SHOWN = [
  ["", "left out"],
  ["true", "included"],
  ["only", "only"],
] as const

const AGES = [
  ["", "any time"],
  ["1d", "1 d or more"],
  ["3d", "3 d or more"],
  ["7d", "7 d or more"],
  ["14d", "14 d or more"],
  ["30d", "30 d or more"],
  ["-1d", "less than 1 d"],
] as const

const LAST = [
  ["", "any time"],
  ["1h", "in the last hour"],
  ["24h", "in the last 24 h"],
  ["7d", "in the last 7 d"],
  ["-7d", "over 7 d ago"],
  ["-30d", "over 30 d ago"],
] as const

/** The filters that have no counts. */
export function MoreFilters({ query }: { query: URLSearchParams }) {
  const value = (name: string): string => query.get(name) ?? ""
  return (
    <div className="flex flex-col gap-2 p-2">
      <LabelledSelect name="status_age" title="In status for" value={value("status_age")} options={AGES} />
      <LabelledSelect name="last_event" title="Last event" value={value("last_event")} options={LAST} />
      <label className="flex items-center justify-between gap-1.5 text-sm text-text-2">
        Reference, exactly
        <input name="customer_reference" defaultValue={value("customer_reference")} className="control w-36 min-w-0" />
      </label>
      <LabelledSelect name="deleted" title="Deleted drafts" value={value("deleted")} options={SHOWN} />
      <LabelledSelect name="placeholder" title="Not heard of" value={value("placeholder")} options={SHOWN} />
    </div>
  )
}
