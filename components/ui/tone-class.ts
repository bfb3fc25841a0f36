import type { Tone } from "#lib/format/status-label.ts"

/** Written out in full, so that Tailwind finds every class. */
const INK: Readonly<Record<Tone, string>> = {
  attention: "text-attention-ink",
  waiting: "text-waiting-ink",
  committed: "text-committed-ink",
  done: "text-done-ink",
  ending: "text-ending-ink",
  neutral: "text-neutral-ink",
}

export const toneClass = (tone: Tone): string => INK[tone]
