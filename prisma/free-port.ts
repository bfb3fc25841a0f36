import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"

async function listenOnce(port: number): Promise<number> {
  const server = createServer().listen(port, "127.0.0.1")
  await once(server, "listening")
  const { port: taken } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return taken
}

/** A loopback port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  return listenOnce(0)
}

/** That port where nobody listens on it just now, else another. */
export async function freePortLike(port: number | null): Promise<number> {
  return port === null ? freePort() : listenOnce(port).catch(freePort)
}
