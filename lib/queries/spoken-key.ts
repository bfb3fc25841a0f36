const LONGEST = 40
/** A key is told over a phone without what stands before it, in pieces, or with its underscore as a blank or a dash. */
const PARTED = /[\s_-]+/g

/** The support key that a text may be, as somebody hears and types it: "4733cd", "sr 4733cd", "SR-47 33 CD". Null: none. */
export function spokenKey(text: string): string | null {
  const bare = text.toLowerCase().replace(PARTED, "").replace(/^sr/, "")
  return bare !== "" && bare.length <= LONGEST && /^[0-9a-z]+$/.test(bare) ? `sr_${bare}` : null
}
