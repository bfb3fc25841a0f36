import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"

const root = join(import.meta.dirname, "../..")

test("docs/licenses.md lists every package that is installed to run; `npm run --silent licenses > docs/licenses.md` makes it", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string; dev?: boolean; devOptional?: boolean }>
  }
  const text = readFileSync(join(root, "docs/licenses.md"), "utf8")
  const wanted = Object.entries(packages).flatMap(([path, { version, dev, devOptional }]) =>
    path === "" || dev || devOptional ? [] : [`${path.split("node_modules/").at(-1)} ${version}`],
  )
  expect(wanted.length).toBeGreaterThan(20)
  expect(wanted.filter((name) => !text.includes(name))).toEqual([])
})
