import { NAME_MAX } from "#lib/contract/access.ts"

/** Control characters, and those that turn the direction of what follows: a line of the audit would read as another. */
const UNSEEN = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** Whether a text can name a key. */
export const isName = (text: string): boolean => text !== "" && text.length <= NAME_MAX && !UNSEEN.test(text)

/** As the audit names what no member did. */
const RESERVED = /^(portline|the command line|this machine|the start|key\b.*)$/iu

/** Whether a text can name a member. Two may have one name: the audit tells their addresses, too. */
export const isMemberName = (text: string): boolean => isName(text) && !RESERVED.test(text.normalize("NFKC").replace(/\s+/g, " ").trim())
