import { isField, openMenus } from "./menu-choices.ts"

type Place = {
  readonly at: number
  /** By their summaries' places in the form: the menu that is open, and the one whose summary has the focus; -1: none. */
  readonly open: number
  readonly focused: number
  /** The field that has the focus, and what is ticked in the open menu. */
  readonly field: string | null
  readonly ticked: ReadonlySet<string>
}

/** A page takes the place of the one before it at once: what is older was left for good. */
const AT_ONCE_MS = 1_000

let place: Place | null = null

const summaries = (form: HTMLFormElement): HTMLElement[] => [...form.querySelectorAll("summary")]
const menuOf = (summary: HTMLElement): HTMLDetailsElement | null => summary.closest("details")
const fieldsIn = (element: HTMLElement) => [...element.querySelectorAll("input, select")].filter(isField)
const nameOf = (element: Element): string | null =>
  isField(element) ? `${element.name} ${element.type === "checkbox" ? element.value.replace(/^-/, "") : ""}` : null

/** Remembers where the reader is in a form that goes because the page that was asked for has come. */
export function keepPlace(form: HTMLFormElement): void {
  const [menu] = openMenus(form)
  const active = document.activeElement
  place = {
    at: performance.now(),
    open: summaries(form).findIndex((summary) => menuOf(summary) === menu),
    focused: active instanceof HTMLElement ? summaries(form).indexOf(active) : -1,
    field: active && form.contains(active) ? nameOf(active) : null,
    ticked: new Set(menu ? fieldsIn(menu).flatMap((field) => ("checked" in field && field.checked ? (nameOf(field) ?? []) : [])) : []),
  }
}

/** Goes on there in the form of that page: a menu that was opened meanwhile stays open, with what was ticked in it. */
export function resumePlace(form: HTMLFormElement): void {
  if (place === null || performance.now() - place.at > AT_ONCE_MS) return
  const { open, focused, field, ticked } = place
  place = null
  const menu = summaries(form)[open]?.closest("details")
  if (menu) {
    menu.open = true
    for (const each of fieldsIn(menu)) if ("checked" in each && each.type === "checkbox") each.checked = ticked.has(nameOf(each) ?? "")
  }
  const target = field === null ? summaries(form)[focused] : fieldsIn(form).find((each) => nameOf(each) === field)
  target?.focus({ preventScroll: true })
}
