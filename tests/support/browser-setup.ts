import { rm } from "node:fs/promises"
import { makeTemplate } from "./data-folder.ts"

/** Before the browser's tests: the data folder that their Portlines start with a copy of. */
export default async function setup(): Promise<() => Promise<void>> {
  const template = await makeTemplate()
  return () => rm(template, { recursive: true, force: true })
}
