/**
 * Signs that show nothing or turn the text around them: control characters, those that set the direction of
 * writing, zero-width ones, and halves of a character.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** As JSON escapes them: still the same JSON where it stands in a string. */
function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")
}

/** A sender's text with everything in it that could not be seen written out. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, escaped)
}

/** The beginning of such a text, for a place of its own length. */
export function briefText(text: string, most: number): string {
  const characters = [...text.slice(0, 2 * most)]
  return visibleText(text.length > most ? `${characters.slice(0, most).join("")}…` : text)
}
