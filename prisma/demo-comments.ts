import type { DemoRandom, NonEmpty } from "./demo-random.ts"

/** What is said while an order is in a status: by whom, and in which words. */
type Saying = readonly [userType: "admin" | "user" | "system", body: string]
export type DemoComment = { readonly userType: Saying[0]; readonly body: string }

const SAYINGS: Readonly<Record<string, NonEmpty<Saying>>> = {
  "in-process": [
    ["system", "Porting order received. Documents are being validated."],
    ["admin", "Please upload an invoice from the current carrier dated within the last 30 days."],
    ["user", "Invoice from this month is attached now. The LOA covers all numbers."],
    ["system", "A document of type `invoice` was uploaded."],
  ],
  submitted: [
    ["admin", "Submitted to the losing carrier. We expect a response within 36–48 business hours."],
    ["user", "Customer asks for a date not before the 15th, afternoon if possible."],
    ["admin", "The carrier confirmed that it has the request; no date yet."],
    ["system", "The requested FOC date was changed."],
  ],
  exception: [
    ["admin", "The losing carrier rejected this request. Please correct the details below and resubmit from the portal."],
    ["user", "Asked the customer for the latest bill; we will correct it as soon as we have it."],
    ["admin", "Could you have the end user call their carrier and ask for the exact name, address and account number on the CSR?"],
    [
      "user",
      "Customer swears the account number is right. Can you ask the carrier which one they have?\n\nThey read it from the invoice of last month, page 2.",
    ],
    ["admin", "Per the carrier's porting desk the PIN is case-sensitive and valid for 7 days only."],
    ["system", "No response to an exception for 5 days. The order may be cancelled if it stays unanswered."],
  ],
  "foc-date-confirmed": [
    ["admin", "FOC received. A change inside of 48 hours before the date is on best effort only."],
    ["user", "Great, the customer's PBX is ready. We test inbound right after the cut-over."],
    ["system", "FOC date confirmed by the losing carrier."],
  ],
  "activation-in-progress": [["system", "Activation started: numbers are being moved at the registry."]],
  ported: [
    ["system", "All numbers on this order have been ported."],
    ["user", "Inbound calls work on all numbers but the fax line; CNAM still shows the old name."],
    ["admin", "Voice is complete. Messaging follows on its own and may take up to 72 hours."],
  ],
  "cancel-pending": [
    ["user", "Please cancel: the customer signed a new contract with their present carrier."],
    ["admin", "Cancellation requested at the losing carrier."],
  ],
  cancelled: [["system", "The porting order was cancelled."]],
}

/** What somebody says in this status, if anybody says a thing: most often where something is wrong. */
export function demoComment(random: DemoRandom, status: string): DemoComment | null {
  const sayings = SAYINGS[status]
  if (!sayings || !random.chance(status === "exception" ? 0.75 : 0.3)) return null
  const [userType, body] = random.pick(sayings)
  return { userType, body }
}
