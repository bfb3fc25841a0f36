import { type RefObject, useEffect, useRef } from "react"

const OWN = ["event", "against"]

function withoutOwn(params: URLSearchParams): string {
  return [...params].filter(([name]) => !OWN.includes(name)).join("\n")
}

/** A short link, `?event=…`, keeps what else the page's URL says. */
function onThisPage(params: URLSearchParams): URL {
  const url = new URL(location.href)
  url.hash = ""
  for (const name of OWN) {
    const value = params.get(name)
    if (value) url.searchParams.set(name, value)
    else url.searchParams.delete(name)
  }
  return url
}

/** The page's own URL with another event opened, or none; null for a link to anything else. */
function inspectorUrl(event: MouseEvent): { readonly url: URL; readonly link: HTMLAnchorElement } | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null
  if (!link || link.target || link.hasAttribute("download")) return null
  const asked = new URL(link.href)
  const url = link.getAttribute("href")?.startsWith("?event=") ? onThisPage(asked.searchParams) : asked
  const isHere = url.origin === location.origin && url.pathname === location.pathname && url.hash === ""
  const isOther = OWN.some((name) => url.searchParams.get(name) !== new URLSearchParams(location.search).get(name))
  return isHere && isOther && withoutOwn(url.searchParams) === withoutOwn(new URLSearchParams(location.search)) ? { url, link } : null
}

/** The URL changes and the page stays: nothing of it is asked for again. */
const open = (url: string): void => window.history.pushState(null, "", url)

/** Lets every link of the page that only opens, changes or closes the inspector do so in place; remembers who opened it. */
export function useInspectorLinks(): { readonly opener: RefObject<HTMLElement | null>; readonly open: (url: string) => void } {
  const opener = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const onClick = (click: MouseEvent): void => {
      const found = inspectorUrl(click)
      if (!found) return
      click.preventDefault()
      // The router would navigate, and with it the page would be rendered anew.
      click.stopPropagation()
      if (!found.link.closest("dialog")) opener.current = found.link
      open(found.url.href)
    }
    window.addEventListener("click", onClick, { capture: true })
    return () => window.removeEventListener("click", onClick, { capture: true })
  }, [])
  return { opener, open }
}
