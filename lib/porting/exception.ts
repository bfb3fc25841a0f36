import type { Court } from "./court.ts"

/** What an exception code means and who has to move. Data: the operator's guide may replace any row. */
export type ExceptionGuideRow = {
  readonly name: string
  readonly court: Exclude<Court, "none">
  /** True where the end customer has to supply or correct something, whoever has to move. */
  readonly withCustomer: boolean
  readonly meaning: string
}

export type ExceptionGuide = Readonly<Record<string, ExceptionGuideRow>>

const withCustomer = (name: string, meaning: string): ExceptionGuideRow => ({ name, court: "you", withCustomer: true, meaning })
const row = (name: string, court: ExceptionGuideRow["court"], meaning: string): ExceptionGuideRow => ({
  name,
  court,
  withCustomer: false,
  meaning,
})

/** The 21 codes of Telnyx's SDK and LOA_ILLEGIBLE of its documentation. The courts are our judgement. */
export const DEFAULT_GUIDE: ExceptionGuide = {
  ACCOUNT_NUMBER_MISMATCH: withCustomer(
    "Account number mismatch",
    "The account number is not the one the losing carrier has on file. Ask for the latest bill and correct it.",
  ),
  AUTH_PERSON_MISMATCH: withCustomer(
    "Authorized person mismatch",
    "The person who signed is not authorized on the losing carrier's account. Ask who is, and have them sign.",
  ),
  BTN_ATN_MISMATCH: withCustomer(
    "Billing number mismatch",
    "The billing telephone number (BTN/ATN) is not the account's. It is on the customer's bill.",
  ),
  ENTITY_NAME_MISMATCH: withCustomer(
    "Entity name mismatch",
    "The company or customer name differs from the losing carrier's record, often by a middle initial or a suffix.",
  ),
  FOC_EXPIRED: row("FOC date expired", "you", "The confirmed date passed without activation. Ask for a new date."),
  FOC_REJECTED: row("FOC date rejected", "carrier", "The losing carrier refused the requested date. It has to offer another."),
  LOA_ILLEGIBLE: withCustomer("LOA illegible", "The letter of authorization cannot be read. Ask for a clean copy and upload it."),
  LOCATION_MISMATCH: withCustomer(
    "Location mismatch",
    "The service address differs from the losing carrier's record. Ask for the address on the customer's account.",
  ),
  LSR_PENDING: {
    ...row(
      "Another request pending",
      "customer",
      "The losing carrier has another open request on this account. The end customer has to have it closed.",
    ),
    withCustomer: true,
  },
  MAIN_BTN_PORTING: row(
    "Main billing number is porting",
    "you",
    "The main billing number moves while other numbers stay. A new main number has to be named, or all numbers moved.",
  ),
  OSP_IRRESPONSIVE: row(
    "Carrier does not respond",
    "carrier",
    "The losing carrier has not answered. Telnyx asks again; nothing to correct.",
  ),
  OTHER: row("Other reason", "you", "The reason is in Telnyx's words: read the sentence and the comments."),
  PASSCODE_PIN_INVALID: withCustomer(
    "Passcode or PIN invalid",
    "The account's transfer PIN is wrong or missing. The end customer gets it from the losing carrier.",
  ),
  PHONE_NUMBER_HAS_SPECIAL_FEATURE: {
    ...row(
      "Number has a special feature",
      "customer",
      "A feature (DSL, distinctive ring, hunt group …) holds the number. The end customer has it removed at the losing carrier.",
    ),
    withCustomer: true,
  },
  PHONE_NUMBER_MISMATCH: withCustomer(
    "Phone number mismatch",
    "A number does not belong to the account named. Check the list of numbers with the customer.",
  ),
  PHONE_NUMBER_NOT_PORTABLE: row("Number not portable", "decide", "This number cannot be ported. Take it off the order, or cancel."),
  PORT_TYPE_INCORRECT: row(
    "Port type incorrect",
    "you",
    "The order is full where it should be partial, or the reverse. Correct the port type.",
  ),
  PORTING_ORDER_SPLIT_REQUIRED: row(
    "Split required",
    "you",
    "The losing carrier wants these numbers as separate orders. Split the order and submit each part.",
  ),
  POSTAL_CODE_MISMATCH: withCustomer(
    "Postal code mismatch",
    "The postal code differs from the losing carrier's record. Ask for the one on the customer's bill.",
  ),
  RATE_CENTER_NOT_PORTABLE: row(
    "Rate center not portable",
    "decide",
    "Telnyx cannot take numbers of this rate center. Take them off the order, or cancel.",
  ),
  SV_CONFLICT: row(
    "Subscription conflict",
    "telnyx",
    "Old and new carrier contradict each other at the number registry (NPAC). Telnyx resolves it.",
  ),
  SV_UNKNOWN_FAILURE: row(
    "Registry failure",
    "telnyx",
    "The number registry (NPAC) refused for a reason it does not name. Telnyx resolves it.",
  ),
}
