export type Field = HTMLInputElement | HTMLSelectElement

export const isField = (element: Element): element is Field => element instanceof HTMLInputElement || element instanceof HTMLSelectElement

function isAsMade(field: Field): boolean {
  if (field instanceof HTMLSelectElement) return [...field.options].every((option) => option.selected === option.defaultSelected)
  return field.checked === field.defaultChecked && field.value === field.defaultValue
}

/** Whether anything in a menu is other than the page was made with. */
export function hasChanged(menu: Element): boolean {
  return ![...menu.querySelectorAll("input, select")].filter(isField).every(isAsMade)
}

/** What a form would ask for. */
export const askedBy = (form: HTMLFormElement): string => JSON.stringify([...new FormData(form)])

/** The open menus of a form. */
export const openMenus = (form: HTMLFormElement): HTMLDetailsElement[] => [...form.querySelectorAll<HTMLDetailsElement>("details[open]")]
