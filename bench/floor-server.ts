import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import pg from "pg"

/**
 * The floor that the intake is held against: a bare server that puts each body into a table by one prepared insert, with a
 * pool as node-postgres makes it, and answers once that is committed. It verifies, recognises and adds up nothing.
 */
const pool = new pg.Pool({ connectionString: process.argv[2], application_name: "floor" })
await pool.query(
  "CREATE TABLE IF NOT EXISTS webhooks (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, received_at timestamptz NOT NULL, body bytea NOT NULL)",
)

const STORED = '{"result":"stored"}'

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on("data", (chunk: Buffer) => chunks.push(chunk))
  request.on("end", () => {
    const values = [new Date(), Buffer.concat(chunks)]
    pool.query({ name: "keep", text: "INSERT INTO webhooks (received_at, body) VALUES ($1, $2)", values }).then(
      () => response.writeHead(200, { "content-type": "application/json", "content-length": STORED.length }).end(STORED),
      () => response.writeHead(503).end(),
    )
  })
})
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
process.on("disconnect", () => process.exit(0))
