import { type Answer, createConnection } from "./create-connection.ts"

/** What a load came to. `accepted`: answers that say what was hoped for; `latencies`: milliseconds, sorted. */
export type LoadResult = {
  readonly accepted: number
  readonly failed: number
  readonly seconds: number
  readonly latencies: readonly number[]
}
export type Load = {
  readonly port: number
  readonly seconds: number
  readonly connections: number
  readonly requests: Iterator<Buffer>
  readonly isAccepted: (answer: Answer) => boolean
}

/** Keep-alive connections, each asking as soon as it is answered, until the time is over or the requests are. */
export async function runLoad({ port, seconds, connections: count, requests, isAccepted }: Load): Promise<LoadResult> {
  const connections = await Promise.all(Array.from({ length: count }, () => createConnection(port)))
  const latencies: number[] = []
  let accepted = 0
  const began = performance.now()
  const end = began + seconds * 1000
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < end) {
        const { value: request } = requests.next()
        if (!request) break
        const asked = performance.now()
        if (isAccepted(await connection.ask(request))) accepted++
        latencies.push(performance.now() - asked)
      }
    }),
  )
  const taken = (performance.now() - began) / 1000
  for (const connection of connections) connection.end()
  return { accepted, failed: latencies.length - accepted, seconds: taken, latencies: latencies.sort((a, b) => a - b) }
}
