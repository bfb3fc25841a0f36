import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { SourceFile } from "./architecture.ts"

const root = join(import.meta.dirname, "../..")

/** Every source file of the house itself; tests and benches may import anything. */
export function readSources(): SourceFile[] {
  const paths = globSync(["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/**/*.{ts,tsx}", "prisma/*.ts"], { cwd: root })
  return paths
    .filter((path) => !path.includes("generated"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
}
