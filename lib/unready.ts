import type { IncomingMessage, ServerResponse } from "node:http"
import { type HttpAnswer, jsonAnswer, notReadyAnswer, problemAnswer } from "./http.ts"
import { sendAnswer } from "./send-answer.ts"

const AGAIN_S = 5
const AGAIN = { "retry-after": String(AGAIN_S) }

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** One plain page that asks again by itself: Next's pages all ask the database. */
function waitingPage(reason: string): HttpAnswer {
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${AGAIN_S}">
<title>Not ready yet · Portline</title>
<style>body { max-width: 40rem; margin: 4rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }</style>
<main>
<h1>Portline is not ready yet</h1>
<p>${escapeHtml(reason)}</p>
<p>Webhooks are taken meanwhile, and kept on this machine's disk until the database is there: none is lost by this.
This page looks again every ${AGAIN_S} seconds.</p>
</main>
</html>
`
  return { status: 503, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...AGAIN }, body }
}

function answerFor(path: string, reason: string, signaturesChecked: boolean): HttpAnswer {
  if (path === "/api/health") return jsonAnswer({ status: "alive" })
  if (path === "/api/ready") return notReadyAnswer(reason, signaturesChecked)
  if (path.startsWith("/api/")) return problemAnswer(503, `${reason} Webhooks are kept on disk meanwhile.`, { headers: AGAIN })
  return waitingPage(reason)
}

/** Answers whatever is not a webhook while the database may not be used; the reason is a sentence for people. */
export function answerUnready(
  request: IncomingMessage,
  response: ServerResponse,
  { reason, signaturesChecked }: { readonly reason: string; readonly signaturesChecked: boolean },
): void {
  const path = request.url?.split("?", 1)[0] ?? ""
  sendAnswer(response, answerFor(path, reason, signaturesChecked), request.method !== "HEAD")
}
