import { readFileSync } from "node:fs"
import { join } from "node:path"

/** `npm run licenses > docs/licenses.md`: the licences of what is installed to run Portline, from the lock file. */

type Locked = { readonly version?: string; readonly license?: string; readonly dev?: boolean; readonly devOptional?: boolean }
const lock = JSON.parse(readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8")) as { packages: Record<string, Locked> }

/** What an older package says of itself beside the lock file. */
function licenseOf(path: string): string {
  const { license, licenses } = JSON.parse(readFileSync(join(import.meta.dirname, "..", path, "package.json"), "utf8")) as {
    license?: string
    licenses?: readonly { readonly type?: string }[]
  }
  return license ?? licenses?.map(({ type }) => type).join(" or ") ?? "see its files"
}

const packages = Object.entries(lock.packages)
  .filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional)
  .map(([path, { version = "", license }]) => ({
    name: path.split("node_modules/").at(-1) ?? path,
    version,
    license: license ?? licenseOf(path),
  }))
const byLicense = Map.groupBy(packages, ({ license }) => license)

console.log("# Licences of what Portline installs to run\n")
console.log("Made by `npm run --silent licenses`. Portline itself is under MIT. What only tests and checks use is not in it.\n")
for (const license of [...byLicense.keys()].sort()) {
  const names = new Set((byLicense.get(license) ?? []).map(({ name, version }) => `${name} ${version}`))
  console.log(`**${license}** (${names.size}): ${[...names].sort().join(", ")}\n`)
}
