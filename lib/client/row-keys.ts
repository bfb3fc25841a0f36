import { copyText } from "./copy-text.ts"

/** The rows of a page, `data-row`, as the keyboard walks, selects and opens them. */

export const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true })
export const activeRow = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>("[data-row]") ?? null
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")].filter(isShown)
const linkOf = (row: HTMLElement | null): HTMLAnchorElement | null => row?.querySelector<HTMLAnchorElement>("a[href]") ?? null
const boxOf = (row: HTMLElement | null): HTMLInputElement | null =>
  row?.querySelector<HTMLInputElement>("input[type=checkbox]:not(:disabled)") ?? null

/** Moves to the next or previous row; from outside the list to the first that is in sight. */
export function moveRow(step: 1 | -1): boolean {
  const [all, at] = [rows(), activeRow()]
  const first = all.find((row) => row.getBoundingClientRect().bottom > 0)
  const next = at ? all[all.indexOf(at) + step] : first
  linkOf(next ?? null)?.focus()
  return all.length > 0
}

let anchor: HTMLElement | null = null

/** Selects the row at hand; with Shift all from the last selected to it. */
export function selectRow(isRange: boolean): boolean {
  const [all, row] = [rows(), activeRow()]
  const box = boxOf(row)
  if (!row || !box) return false
  const [from, to] = [anchor ? all.indexOf(anchor) : -1, all.indexOf(row)]
  const wanted = anchor && isRange ? (boxOf(anchor)?.checked ?? true) : !box.checked
  const chosen = isRange && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [row]
  for (const each of chosen.map(boxOf)) if (each && each.checked !== wanted) each.click()
  anchor = row
  return true
}

/** Copies what the row at hand is called by, `data-key`: the one that is told beside the list, where one is. */
export function copyRow(): boolean {
  const beside = document.querySelector<HTMLElement>("[data-preview][data-key]")
  const key = (beside && isShown(beside) ? beside : activeRow())?.dataset.key
  if (key === undefined) return false
  void copyText(key, { done: `Copied ${key}.`, what: "the key" })
  return true
}

export function openRow(): boolean {
  const link = linkOf(activeRow())
  link?.click()
  return link !== null
}
