import type { SpawnOptions } from "node:child_process"

export function runChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { readonly group?: boolean },
): Promise<{ readonly code: number; readonly stopped: NodeJS.Signals | null; readonly pid: number }>
export function codeOf(signal: NodeJS.Signals): number
