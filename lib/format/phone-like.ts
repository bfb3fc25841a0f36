const FEWEST_DIGITS = 7

/** Whether a text looks like a phone number as people write one: digits, and what parts them. */
export function isPhoneLike(text: string): boolean {
  return /^\+?[\d\s()./-]+$/.test(text.trim()) && text.replace(/\D/g, "").length >= FEWEST_DIGITS
}
