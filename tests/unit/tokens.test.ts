import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"

const css = readFileSync(join(import.meta.dirname, "../../app/globals.css"), "utf8")

/** The custom properties of each theme, as they stand in the stylesheet: every colour is given for both at once. */
function themes(): { light: Map<string, string>; dark: Map<string, string> } {
  const tokens = [...css.matchAll(/--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)]
  return {
    light: new Map(tokens.map(([, name = "", light = ""]) => [name, light])),
    dark: new Map(tokens.map(([, name = "", , dark = ""]) => [name, dark])),
  }
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(Object.entries(themes()))("the colours of the %s theme", (_name, tokens) => {
  const find = (name: string): string => {
    const value = tokens.get(name) ?? tokens.get(`color-${name}`)
    if (!value) throw new Error(`There is no token ${name}: ${[...tokens.keys()].join(", ")}`)
    return value
  }

  test.each(["text", "text-2", "text-3", "link"])("%s reads on every ground (4.5 : 1)", (ink) => {
    for (const ground of ["bg", "surface", "selected"]) expect(contrast(find(ink), find(ground))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(["attention", "waiting", "committed", "done", "ending", "neutral"])(
    "the tone %s reads as words (4.5 : 1) and shows as a mark (3 : 1)",
    (tone) => {
      for (const ground of ["bg", "surface", "selected", `${tone}-tint`]) {
        expect(contrast(find(`${tone}-ink`), find(ground))).toBeGreaterThanOrEqual(4.5)
        expect(contrast(find(tone), find(ground))).toBeGreaterThanOrEqual(3)
      }
    },
  )
})
