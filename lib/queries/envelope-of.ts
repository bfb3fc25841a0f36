const [QUOTE, BACKSLASH] = [34, 92]
const OPENING = [123, 91]
const CLOSING = [125, 93]

/** Which of Telnyx's envelopes a body has, from the bytes before its payload: that lies two objects deep, or in the first. */
export function envelopeOf(head: Uint8Array): "wrapped" | "flat" {
  let depth = 0
  let isInString = false
  for (let at = 0; at < head.length; at++) {
    const byte = head[at] ?? 0
    if (byte === BACKSLASH) at++
    else if (byte === QUOTE) isInString = !isInString
    else if (!isInString && OPENING.includes(byte)) depth++
    else if (!isInString && CLOSING.includes(byte)) depth--
  }
  return depth > 1 ? "wrapped" : "flat"
}
