/** How many deliveries this process has refused since it started, for whatever reason. */
const holder = globalThis as typeof globalThis & { portlineRefused?: number }

export function countRefused(): void {
  holder.portlineRefused = refusedCount() + 1
}

export function refusedCount(): number {
  return holder.portlineRefused ?? 0
}
