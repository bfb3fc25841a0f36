import { NAME_MAX } from "#lib/contract/access.ts"

/**
 * Control characters, and what is not seen but joins: with those that turn the direction of what follows a line of the audit would
 * read as another. The two joiners of U+200C and U+200D are letters' own in Persian and in Indian scripts.
 */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u
const SEEN = /[\p{L}\p{N}]/u

/** Whether a text can name a key. */
export const isName = (text: string): boolean => text.length <= NAME_MAX && SEEN.test(text) && !UNSEEN.test(text)

/** As the audit names what no member did. */
const RESERVED = /^(portline|the command line|this machine|the start|key\s*["'`\p{Pi}\p{Pf}\p{Ps}].*)$/iu
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replace(/\s+/g, " ")
    .trim()

/** Whether a text can name a member. Two may have one name: the audit tells their addresses, too. */
export const isMemberName = (text: string): boolean => isName(text) && !RESERVED.test(plain(text))
