import type { AddressInfo } from "node:net"
import { connect, createServer, type Socket } from "node:net"

/** What a relay does once it has passed a number of bytes on, in both directions together. */
export type Fault = { readonly afterBytes: number; readonly deed: "cut" | "freeze" }

/** A TCP relay before a database. */
export type Relay = {
  readonly url: string
  /** The next connections fail so; those that are open as well, from now on. */
  readonly fail: (fault: Fault) => void
  /** New connections work again; whether a fault has struck meanwhile. */
  readonly heal: () => boolean
  readonly stop: () => Promise<void>
}

type State = { fault: Fault | null; passed: number; hasStruck: boolean }

function joinSockets(client: Socket, server: Socket, state: State): void {
  let isFrozen = false
  const pass = (from: Socket, to: Socket): void => {
    from.on("data", (chunk: Buffer) => {
      if (isFrozen) return
      const left = state.fault ? state.fault.afterBytes - state.passed : Number.POSITIVE_INFINITY
      state.passed += chunk.length
      if (chunk.length <= left) {
        to.write(chunk)
        return
      }
      state.hasStruck = true
      if (left > 0) to.write(chunk.subarray(0, left))
      if (state.fault?.deed === "cut") {
        client.destroy()
        server.destroy()
      } else isFrozen = true
    })
    from.on("error", () => {})
    from.on("close", () => to.destroy())
  }
  pass(client, server)
  pass(server, client)
}

/** A relay to the database of this address. */
export async function startRelay(databaseUrl: string): Promise<Relay> {
  const target = new URL(databaseUrl)
  const state: State = { fault: null, passed: 0, hasStruck: false }
  const sockets = new Set<Socket>()
  const relay = createServer((client) => {
    const server = connect(Number(target.port), target.hostname)
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.once("close", () => sockets.delete(socket))
    }
    joinSockets(client, server, state)
  })
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve))
  const url = new URL(databaseUrl)
  url.port = String((relay.address() as AddressInfo).port)
  return {
    url: url.href,
    fail: (fault) => Object.assign(state, { fault, passed: 0, hasStruck: false }),
    heal: () => {
      const { hasStruck } = state
      Object.assign(state, { fault: null, passed: 0, hasStruck: false })
      return hasStruck
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => relay.close(resolve))
    },
  }
}
