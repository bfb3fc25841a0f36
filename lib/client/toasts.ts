/** What a reader is told for a moment. A store outside React, so that any code can tell. */

export type Toast = {
  readonly id: number
  readonly text: string
  /** A failure of what the reader did: told at once, and kept until it is dismissed. */
  readonly failed: boolean
  readonly undo?: ToastUndo
}
export type ToastUndo = { readonly label: string; readonly run: () => void }

const SHOWN_MS = 6_000
const UNDO_MS = 10_000
const MOST = 3
/** News that nobody asked for is spoken at most this often. */
const NEWS_MS = 10_000

let toasts: readonly Toast[] = []
let news = ""
let waitingNews: string | null = null
let newsTimer: ReturnType<typeof setTimeout> | null = null
let lastId = 0
const watchers = new Set<() => void>()

function tell(): void {
  for (const watcher of watchers) watcher()
}

export function dismissToast(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id)
  tell()
}

function show(toast: Omit<Toast, "id">): void {
  const id = ++lastId
  toasts = [...toasts.filter(({ text }) => text !== toast.text), { ...toast, id }].slice(-MOST)
  tell()
  if (!toast.failed) setTimeout(() => dismissToast(id), toast.undo ? UNDO_MS : SHOWN_MS)
}

/** Says that something was done, with a way to take it back for ten seconds. */
export function showToast(text: string, undo?: ToastUndo): void {
  show({ text, failed: false, ...(undo ? { undo } : {}) })
}

/** Says that what the reader did has failed. */
export function showFailure(text: string): void {
  show({ text, failed: true })
}

function speakNews(): void {
  newsTimer = null
  if (waitingNews === null) return
  news = waitingNews
  waitingNews = null
  newsTimer = setTimeout(speakNews, NEWS_MS)
  tell()
}

/** Has a screen reader speak of what came by itself: the latest only, and not more than once in ten seconds. */
export function announceNews(text: string): void {
  waitingNews = text
  if (newsTimer === null) speakNews()
}

export const toastStore = {
  watch(watcher: () => void): () => void {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  toasts: (): readonly Toast[] => toasts,
  news: (): string => news,
}
