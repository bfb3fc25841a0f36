import { activeRow, copyRow, isShown, moveRow, openRow, selectRow } from "./row-keys.ts"
import { showToast } from "./toasts.ts"

/**
 * The keyboard model of every list and page. Screens only mark up: `data-hotkey="m"` is pressed by that key,
 * `data-row` is a row whose first link is the one to open and `data-key` what is copied of it, `data-preview` shows the row at hand.
 */

const FIELDS =
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])"
const OVERLAYS = "dialog[open], [role=dialog], [role=alertdialog]"
const SEQUENCE_MS = 1_500

/** The element of a key: the row's at hand before the preview's before the page's. */
function elementOf(key: string): HTMLElement | null {
  const selector = `[data-hotkey="${CSS.escape(key)}"]:not(:disabled, [aria-disabled=true])`
  const scopes = [activeRow(), document.querySelector("[data-preview]"), document]
  for (const scope of scopes) {
    const found = [...(scope?.querySelectorAll<HTMLElement>(selector) ?? [])].find(isShown)
    if (found) return found
  }
  return null
}

function press(element: HTMLElement): void {
  const isField = element.matches(FIELDS)
  if (!isField) element.click()
  if (isField) element.focus()
  if (isField && element instanceof HTMLInputElement) element.select()
}

/** What is said where a screen has a place for a key's doing, `data-none="m"`, and nothing that it could do there. */
const NOTHING: Readonly<Record<string, string>> = { m: "No message for this order." }

function sayNothing(key: string): boolean {
  const text = Object.hasOwn(NOTHING, key) ? NOTHING[key] : undefined
  const isHere =
    text !== undefined &&
    [...document.querySelectorAll<HTMLElement>(`[data-none="${key}"]`)].some(
      (place) => isShown(place) && !place.querySelector(`[data-hotkey="${key}"]`),
    )
  if (isHere) showToast(text)
  return isHere
}

function pressKey(key: string): boolean {
  const element = elementOf(key)
  if (element) press(element)
  return element !== null
}

/** Keys that are no characters: they work whatever the reader's choice, arrows only from within a list. */
function pressPlain(key: string): boolean {
  if (key === "ArrowDown" || key === "ArrowUp") return activeRow() !== null && moveRow(key === "ArrowDown" ? 1 : -1)
  return key === "Escape" && pressKey("u")
}

function pressLetter(key: string, { shiftKey, repeat }: KeyboardEvent): boolean {
  if (key === "j" || key === "k") return moveRow(key === "j" ? 1 : -1)
  if (repeat) return false
  if (key === "x" || key === "X") return selectRow(shiftKey)
  if (key === "o") return openRow() || pressKey(key)
  return pressKey(key) || (key === "y" && copyRow()) || sayNothing(key)
}

export type Hotkeys = {
  /** Whether keys without Ctrl or ⌘ are on. */
  readonly singleKeys: () => boolean
  readonly openPalette: () => void
  /** Told that Ctrl or ⌘ went down: the palette may be wanted next. */
  readonly expectPalette: () => void
  /** Whether something lies over the page, or is about to. */
  readonly isCovered: () => boolean
  readonly openKeys: () => void
  /** Where `g` and a letter lead; null where nowhere. */
  readonly placeOf: (letter: string) => string | null
  readonly go: (href: string) => void
}

/** Whether a key is the page's: not while something is typed, chosen or lies open. */
function isOurs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return false
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const target = event.target instanceof Element ? event.target : null
  return !target?.closest(FIELDS) && ![...document.querySelectorAll(OVERLAYS)].some(isShown)
}

function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey, isComposing }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey && !isComposing
}

/** Listens to the page's keys; the answer ends that. */
export function listenForHotkeys({ singleKeys, openPalette, expectPalette, isCovered, openKeys, placeOf, go }: Hotkeys): () => void {
  let goingSince = Number.NEGATIVE_INFINITY
  function goTo(letter: string): boolean {
    const href = placeOf(letter)
    if (pressKey(`g ${letter}`)) return true
    if (href) go(href)
    return href !== null
  }
  function take(event: KeyboardEvent): boolean {
    const isGoing = event.timeStamp - goingSince < SEQUENCE_MS
    goingSince = Number.NEGATIVE_INFINITY
    if (pressPlain(event.key)) return true
    if (!singleKeys() || event.key.length !== 1) return false
    if (isGoing) return goTo(event.key)
    if (event.key === "g") goingSince = event.timeStamp
    if (event.key === "?") openKeys()
    return event.key === "g" || event.key === "?" || pressLetter(event.key, event)
  }
  /** A field that a key leads to is left by Escape, and by sending it: the page's keys are its own again. */
  const leave = ({ target }: Event): void => {
    const field = document.activeElement
    if (field instanceof HTMLElement && field.matches("input[data-hotkey]") && target instanceof Node && target.contains(field))
      field.blur()
  }
  const listener = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.isComposing) leave(event)
    if (isPaletteKey(event)) {
      event.preventDefault()
      openPalette()
    } else if (event.key === "Control" || event.key === "Meta") expectPalette()
    else if (!isCovered() && isOurs(event) && take(event)) event.preventDefault()
  }
  document.addEventListener("keydown", listener)
  document.addEventListener("submit", leave)
  return () => {
    document.removeEventListener("keydown", listener)
    document.removeEventListener("submit", leave)
  }
}
