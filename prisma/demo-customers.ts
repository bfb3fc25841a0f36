import type { DemoRandom, NonEmpty } from "./demo-random.ts"

/** Invented companies; whoever is called so in the world out there is not meant. */
const COMPANIES: NonEmpty<string> = [
  "ACME",
  "Bluefin Logistics",
  "Cobalt Dental Group",
  "Driftwood Hotels",
  "Evergreen Pharmacy",
  "Foxglove Media",
  "Granite Insurance",
  "Harborline Freight",
  "Ironbark Legal",
  "Juniper Clinics",
  "Kestrel Air Parts",
  "Lanternfish Software",
  "Maple & Main Realty",
  "Northgate Plumbing",
  "Ostrich Mobile",
  "Pinecone Energy",
  "Quarry Street Bank",
  "Redwing Taxi",
  "Saltmarsh Foods",
  "Tinplate Toys",
  "Umbra Security",
  "Vantage Auto Glass",
  "Willow School District",
  "Yarrow Veterinary",
  "Zephyr Telecare",
]
const SITES: NonEmpty<string> = [
  "Berlin office",
  "Austin HQ",
  "Chicago call center",
  "Denver branch",
  "Dublin support line",
  "Madrid office",
  "Miami store",
  "Phoenix warehouse",
  "Portland clinic",
  "San José hotline",
  "Seattle fax lines",
  "Tampa front desk",
  "Toronto office",
  "toll-free numbers",
  "conference lines",
]

/** A reference as customers write them: a number, a ticket, a place, or nothing at all. */
export function demoReference(random: DemoRandom, year: number): string | null {
  const company = random.pick(COMPANIES)
  const initials = company
    .replaceAll(/[^A-Za-z]/g, "")
    .slice(0, 4)
    .toUpperCase()
  const number = String(random.whole(1, 1999)).padStart(4, "0")
  const forms: NonEmpty<string | null> = [
    `${initials}-${year}-${number} ${random.pick(SITES)}`,
    `${initials}-${year}-${number} ${random.pick(SITES)}`,
    `${company} / ${random.pick(SITES)}`,
    `${company} #${number}`,
    `TICKET-${random.whole(10_000, 99_999)}`,
    random.chance(0.3) ? null : `${company}, ${random.whole(2, 60)} numbers`,
  ]
  return random.pick(forms)
}
