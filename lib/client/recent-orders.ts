const PLACE = "portline_recent_orders"
const MOST = 8

/** The orders last looked at in this browser, by the names their pages go by; the newest first. */
export function recentOrders(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "[]")
    return Array.isArray(kept) ? kept.filter((name): name is string => typeof name === "string").slice(0, MOST) : []
  } catch {
    return []
  }
}

export function rememberOrder(name: string): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify([name, ...recentOrders().filter((each) => each !== name)].slice(0, MOST)))
  } catch {
    // A browser that keeps nothing has no recents.
  }
}
