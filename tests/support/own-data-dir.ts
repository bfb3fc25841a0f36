import { randomUUID } from "node:crypto"
import { tmpdir } from "node:os"
import { join } from "node:path"

// A spool for each test file: what one leaves there is no other's to drain, nor that of a server that is run here.
process.env.DATA_DIR = join(tmpdir(), `portline-vitest-${randomUUID()}`)
