import { once } from "node:events"
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net"

/** What stands before several servers: each connection goes to the next of them that takes it. */
export type Balancer = { readonly url: string; readonly stop: () => Promise<void> }

async function connectTo(port: number): Promise<Socket | null> {
  const socket = createConnection({ host: "127.0.0.1", port })
  return once(socket, "connect").then(
    () => socket,
    () => null,
  )
}

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>()
  let turn = 0
  const join = async (client: Socket): Promise<void> => {
    open.add(client)
    client.on("error", () => client.destroy()).on("close", () => open.delete(client))
    const first = turn++
    for (const offset of ports.keys()) {
      const server = await connectTo(ports[(first + offset) % ports.length] ?? 0)
      if (server === null) continue
      server.on("error", () => client.destroy()).on("close", () => client.end())
      client.on("close", () => server.destroy())
      client.pipe(server)
      server.pipe(client)
      return
    }
    client.destroy()
  }
  const balancer = createServer((client) => void join(client)).listen(0, "127.0.0.1")
  await once(balancer, "listening")
  const stop = async (): Promise<void> => {
    for (const socket of open) socket.destroy()
    balancer.close()
    await once(balancer, "close")
  }
  return { url: `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`, stop }
}
