import type { DemoRandom, NonEmpty } from "./demo-random.ts"

export type DemoDetail = { readonly code: string; readonly description: string }

/** What losing carriers write, code by code. How often a code comes is how often it stands here. */
const SENTENCES: NonEmpty<readonly [code: string, description: string]> = [
  ["ACCOUNT_NUMBER_MISMATCH", "Account number does not match that on the CSR"],
  ["ACCOUNT_NUMBER_MISMATCH", "ACCT NBR INVALID - SEE MOST RECENT INVOICE FOR 13 DIGIT ACCT NBR"],
  ["ACCOUNT_NUMBER_MISMATCH", "The account number provided is that of a sub-account; the parent account is required"],
  ["PASSCODE_PIN_INVALID", "Transfer PIN expired. End user must request a new PIN from the carrier"],
  ["PASSCODE_PIN_INVALID", "PIN/PASSCODE REQUIRED OR INVALID"],
  ["AUTH_PERSON_MISMATCH", "Authorized person is not listed on the account"],
  ["BTN_ATN_MISMATCH", "BTN on the request is not the BTN of this account"],
  ["ENTITY_NAME_MISMATCH", "Business name on the LOA does not match the CSR (suffix missing)"],
  ["ENTITY_NAME_MISMATCH", "EU NAME DOES NOT MATCH"],
  ["LOCATION_MISMATCH", "Service address does not match. CSR shows a suite number"],
  ["LOCATION_MISMATCH", "ADDRESS NOT VALIDATED - SANO/SASN MISMATCH"],
  ["POSTAL_CODE_MISMATCH", "ZIP code does not match the one on file"],
  ["PHONE_NUMBER_MISMATCH", "2 of 14 TNs are not on the account provided"],
  ["LOA_ILLEGIBLE", "The LOA is illegible"],
  ["LOA_ILLEGIBLE", "Scan is cut off below the signature; please upload all pages"],
  ["LSR_PENDING", "Pending order on account: a move of service is due next week"],
  ["PHONE_NUMBER_HAS_SPECIAL_FEATURE", "TN carries DSL; the line share has to be removed before the port"],
  ["PHONE_NUMBER_HAS_SPECIAL_FEATURE", "Number is part of a hunt group. End user must have it released"],
  ["PORT_TYPE_INCORRECT", "Submitted as a full port, but numbers remain on the account. Resubmit as partial"],
  ["MAIN_BTN_PORTING", "The main BTN is porting out; name a new BTN for the remaining numbers"],
  ["PORTING_ORDER_SPLIT_REQUIRED", "The OSP requires this order to be split by rate center and submitted as separate orders"],
  ["OSP_IRRESPONSIVE", "No answer from the losing carrier after three attempts"],
  ["FOC_REJECTED", "Requested due date is not available; the earliest is in five business days"],
  ["FOC_EXPIRED", "The confirmed date passed without activation"],
  ["SV_CONFLICT", "NPAC: old service provider placed the subscription version in conflict, cause code 51"],
  ["SV_UNKNOWN_FAILURE", "NPAC: subscription version create failed"],
  ["PHONE_NUMBER_NOT_PORTABLE", "Number belongs to a carrier that does not take part in porting"],
  ["RATE_CENTER_NOT_PORTABLE", "No coverage in this rate center"],
  ["OTHER", "Reject reason in remarks: call the porting desk about this account"],
]

/** One to three reasons, each code once. After a confirmed date the reason is mostly that date. */
export function demoExceptions(random: DemoRandom, afterFoc: boolean): readonly DemoDetail[] {
  const wanted = random.pick([1, 1, 1, 1, 2, 2, 3])
  const details = new Map<string, string>()
  if (afterFoc && random.chance(0.7)) details.set("FOC_EXPIRED", "The confirmed date passed without activation")
  while (details.size < wanted) {
    const [code, description] = random.pick(SENTENCES)
    if (!details.has(code)) details.set(code, description)
  }
  return [...details].map(([code, description]) => ({ code, description }))
}
