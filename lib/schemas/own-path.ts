/** A path of this server's own that a form may be sent back to; the home page where it is anything else. */
export function ownPath(text: string | undefined): string {
  const base = "http://portline.invalid"
  if (!text?.startsWith("/") || !URL.canParse(text, base)) return "/"
  const url = new URL(text, base)
  // Dots in a path can leave two slashes at its beginning: a browser would read a host there.
  return url.origin === base && !url.pathname.startsWith("//") ? `${url.pathname}${url.search}${url.hash}` : "/"
}
