import type { ExceptionGuide } from "./exception.ts"

/**
 * The 21 codes of Telnyx's SDK and LOA_ILLEGIBLE of its documentation. Courts, steps and texts are our judgement,
 * which the operator may replace row by row; no code has a limit of its own until the operator sets one.
 */
export const DEFAULT_GUIDE: ExceptionGuide = {
  ACCOUNT_NUMBER_MISMATCH: {
    name: "Account number mismatch",
    court: "you",
    withCustomer: true,
    meaning: "The account number is not the one the losing carrier has on file.",
    steps: [
      "Ask the customer for the latest bill of the losing carrier.",
      "Correct the account number on the order.",
      "Answer in a comment, or submit again.",
    ],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. The account number we gave is not the one they have on file.\n\nPlease send us your latest bill from that carrier, or the account number exactly as it stands there.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  AUTH_PERSON_MISMATCH: {
    name: "Authorized person mismatch",
    court: "you",
    withCustomer: true,
    meaning: "The person who signed is not authorized on the losing carrier's account.",
    steps: [
      "Ask the customer who is authorized on the account.",
      "Have that person sign a new letter of authorization.",
      "Upload it and submit again.",
    ],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. The person who signed is not authorized on the account.\n\nPlease tell us who is, exactly as your carrier has the name, and have that person sign the attached letter.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  BTN_ATN_MISMATCH: {
    name: "Billing number mismatch",
    court: "you",
    withCustomer: true,
    meaning: "The billing telephone number (BTN or ATN) is not the account's.",
    steps: ["Ask the customer for the billing number on the bill.", "Correct it on the order and submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. The billing telephone number we gave is not the account's.\n\nPlease send us your latest bill, or the main billing number as it stands there.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  ENTITY_NAME_MISMATCH: {
    name: "Entity name mismatch",
    court: "you",
    withCustomer: true,
    meaning: "The company's or customer's name differs from the losing carrier's record, often by a middle initial or a suffix.",
    steps: ["Ask the customer for the name as the bill has it.", "Correct it on the order, to the letter, and submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. The name we gave differs from the one on the account.\n\nPlease tell us the name exactly as your bill has it, with every initial and suffix.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  FOC_EXPIRED: {
    name: "FOC date expired",
    court: "you",
    withCustomer: false,
    meaning: "The confirmed date passed without activation.",
    steps: [
      "Choose a new date on the order.",
      "Submit it and wait for the carrier to confirm.",
      "Tell the customer that the date has moved.",
    ],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): the date that was confirmed has passed, and the numbers have not moved. Your service goes on as it is. We are asking for a new date and will tell you as soon as it is confirmed.",
    limit: null,
  },
  FOC_REJECTED: {
    name: "FOC date rejected",
    court: "carrier",
    withCustomer: false,
    meaning: "The losing carrier refused the requested date. It has to offer another.",
    steps: ["Wait for the carrier's date.", "If it takes long, ask Telnyx in a comment."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier cannot make the date that we asked for. We expect another from them and will tell you. There is nothing for you to do.",
    limit: null,
  },
  LOA_ILLEGIBLE: {
    name: "LOA illegible",
    court: "you",
    withCustomer: true,
    meaning: "The letter of authorization cannot be read.",
    steps: ["Ask the customer for a clean scan, or a new signature.", "Upload it to the order.", "Submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): the letter of authorization that we have cannot be read.\n\nPlease sign it again and send us a clear scan or PDF; a photo taken in daylight is fine.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  LOCATION_MISMATCH: {
    name: "Location mismatch",
    court: "you",
    withCustomer: true,
    meaning: "The service address differs from the losing carrier's record.",
    steps: ["Ask the customer for the service address on the account.", "Correct it on the order and submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. The service address we gave differs from the one on the account.\n\nPlease tell us the address as your carrier has it on your bill or customer record.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  LSR_PENDING: {
    name: "Another request pending",
    court: "customer",
    withCustomer: true,
    meaning: "The losing carrier has another open request on this account, which has to be closed first.",
    steps: ["Ask the customer to have the other request finished or cancelled.", "When the customer says that it is closed, submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. There is another open request on your account.\n\nPlease call them, have that request finished or cancelled, and tell us when it is done.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  MAIN_BTN_PORTING: {
    name: "Main billing number is porting",
    court: "you",
    withCustomer: false,
    meaning: "The main billing number moves while other numbers stay.",
    steps: ["Decide: move all numbers, or name a new main billing number.", "Put it on the order and submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): the main billing number of your account is to move while other numbers stay.\n\nPlease tell us whether all numbers shall move, or which of those that stay becomes the main number.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  OSP_IRRESPONSIVE: {
    name: "Carrier does not respond",
    court: "carrier",
    withCustomer: false,
    meaning: "The losing carrier has not answered. Telnyx asks again; there is nothing to correct.",
    steps: ["Wait; Telnyx asks the carrier again.", "If your own limit ends, ask Telnyx in a comment."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier has not answered the request yet. It is asked again. There is nothing for you to do, though a call from you, as their customer, often helps.",
    limit: null,
  },
  OTHER: {
    name: "Other reason",
    court: "you",
    withCustomer: false,
    meaning: "The reason is in Telnyx's words only.",
    steps: ["Read Telnyx's sentence and the comments.", "Answer in a comment, or correct the order and submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier has a question about it: {reason}\n\nWe are looking into it and will tell you if we need anything.",
    limit: null,
  },
  PASSCODE_PIN_INVALID: {
    name: "Passcode or PIN invalid",
    court: "you",
    withCustomer: true,
    meaning: "The account's transfer PIN or passcode is wrong or missing.",
    steps: [
      "Ask the customer for the transfer PIN; only the account holder can get it.",
      "Put it on the order and submit again, soon: many PINs last a few days only.",
    ],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. The transfer PIN or passcode is wrong or missing.\n\nPlease ask them for a transfer PIN (also called port-out PIN) and send it to us. Many are good for a few days only.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  PHONE_NUMBER_HAS_SPECIAL_FEATURE: {
    name: "Number has a special feature",
    court: "customer",
    withCustomer: true,
    meaning: "A feature (DSL, distinctive ring, hunt group and the like) holds the number.",
    steps: ["Ask the customer to have the feature removed by the losing carrier.", "When it is gone, submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. A feature on the line, such as DSL, a hunt group or distinctive ring, holds the number.\n\nPlease ask them to remove it, and tell us when that is done. Do not cancel the line itself: the number would be lost.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  PHONE_NUMBER_MISMATCH: {
    name: "Phone number mismatch",
    court: "you",
    withCustomer: true,
    meaning: "A number does not belong to the account that was named.",
    steps: ["Check the list of numbers with the customer.", "Correct the list, or the account, and submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. At least one of the numbers does not belong to the account that we named.\n\nPlease check the list of numbers, and tell us which account each belongs to.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  PHONE_NUMBER_NOT_PORTABLE: {
    name: "Number not portable",
    court: "decide",
    withCustomer: false,
    meaning: "A number cannot be ported.",
    steps: ["Decide: take the number off the order, or cancel the order.", "Offer the customer a new number in its place."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): at least one of the numbers cannot be moved. We will come back to you with what is possible. Please do not cancel anything with your present carrier.",
    limit: null,
  },
  PORT_TYPE_INCORRECT: {
    name: "Port type incorrect",
    court: "you",
    withCustomer: false,
    meaning: "The order is full where it should be partial, or the reverse.",
    steps: ["Ask whether numbers stay with the losing carrier.", "Correct the port type and submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): please tell us: do all numbers of your account move to us, or do some stay with your present carrier?\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  PORTING_ORDER_SPLIT_REQUIRED: {
    name: "Split required",
    court: "you",
    withCustomer: false,
    meaning: "The losing carrier wants these numbers as separate orders.",
    steps: ["Split the order as Telnyx says.", "Submit each part: each one lives its own life."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your numbers have to move in several parts. We see to it; the parts may move on different days, and we will tell you each date.",
    limit: null,
  },
  POSTAL_CODE_MISMATCH: {
    name: "Postal code mismatch",
    court: "you",
    withCustomer: true,
    meaning: "The postal code differs from the losing carrier's record.",
    steps: ["Ask the customer for the postal code on the bill.", "Correct it on the order and submit again."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): your present carrier refused it. The postal code we gave differs from the one on the account.\n\nPlease tell us the postal code as it stands on your bill.\n\nThank you. We send the request again as soon as we have it.",
    limit: null,
  },
  RATE_CENTER_NOT_PORTABLE: {
    name: "Rate center not portable",
    court: "decide",
    withCustomer: false,
    meaning: "Telnyx cannot take numbers of this rate center.",
    steps: ["Decide: take these numbers off the order, or cancel the order.", "Offer the customer new numbers, or forwarding."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): numbers of your area cannot be moved to our network now. We will come back to you with what is possible. Please do not cancel anything with your present carrier.",
    limit: null,
  },
  SV_CONFLICT: {
    name: "Subscription conflict",
    court: "telnyx",
    withCustomer: false,
    meaning: "The old and the new carrier contradict each other at the number registry (NPAC). Telnyx resolves it.",
    steps: ["Wait; Telnyx resolves it with the carrier.", "If it lasts, ask in a comment."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): the carriers do not agree yet about the day of the move. This is being resolved. There is nothing for you to do.",
    limit: null,
  },
  SV_UNKNOWN_FAILURE: {
    name: "Registry failure",
    court: "telnyx",
    withCustomer: false,
    meaning: "The number registry (NPAC) refused for a reason that it does not name. Telnyx resolves it.",
    steps: ["Wait; Telnyx resolves it with the registry.", "If it lasts, ask in a comment."],
    customerText:
      "Hello,\n\nabout the move of your phone numbers ({order}): there is a technical problem at the number registry. It is being resolved. There is nothing for you to do.",
    limit: null,
  },
}
