import { showFailure, showToast } from "./toasts.ts"

/**
 * Puts a text into the clipboard and says so, or that the browser did not let `what` be copied: over plain HTTP from afar it has no
 * clipboard at all. Whether it was copied.
 */
export async function copyText(text: string, { done, what }: { readonly done: string; readonly what: string }): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    showFailure(`The browser did not let ${what} be copied.`)
    return false
  }
  showToast(done)
  return true
}
