import { hasChanged, openMenus } from "./menu-choices.ts"

/**
 * A press on a link of this page, or on the form's button, while a menu has changes: closing the menu applies them, and
 * the press itself would lead to the page without them. Returns what ends that.
 */
export function guardChoices(form: HTMLFormElement): () => void {
  let isGuarding = false
  const begin = ({ target }: PointerEvent): void => {
    isGuarding = target instanceof Node && openMenus(form).some((menu) => !menu.contains(target) && hasChanged(menu))
  }
  const end = (event: MouseEvent): void => {
    // A key that presses a link was no press that closed a menu; with a modifier it opens another tab.
    const isPress = isGuarding && event.detail > 0 && !(event.ctrlKey || event.metaKey || event.shiftKey)
    isGuarding = false
    if (!isPress || !(event.target instanceof Element)) return
    const link = event.target.closest("a")
    const isOfThisPage = link !== null && link.pathname === location.pathname
    if (isOfThisPage || form.contains(event.target.closest("[type=submit]"))) event.preventDefault()
  }
  document.addEventListener("pointerdown", begin, true)
  document.addEventListener("click", end, true)
  return () => {
    document.removeEventListener("pointerdown", begin, true)
    document.removeEventListener("click", end, true)
  }
}
