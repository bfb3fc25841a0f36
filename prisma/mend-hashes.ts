import { readFile } from "node:fs/promises"
import { join } from "node:path"

const FILE = join(import.meta.dirname, "migrations/20261130000000_event_hashes/migration.sql")

/**
 * The statement that mends hashes which older versions kept as text; it changes the events that have such ones. More than a
 * migration: a backup may hold some, and an older instance beside a migrated database goes on keeping them.
 */
export function readHashMending(): Promise<string> {
  return readFile(FILE, "utf8")
}
