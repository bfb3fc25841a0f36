import { once } from "node:events"
import { type AddressInfo, connect } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { Worker } from "node:worker_threads"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createNodeServer, whileStandingStill } from "#lib/node-server.ts"
import { sendRaw } from "../support/webhook.ts"

/** Answers slowly, half of the body before the pause. */
const server = createNodeServer(
  async (_request, response) => {
    response.writeHead(200, { "content-length": 10 })
    response.write("first")
    await sleep(500)
    response.end("other")
  },
  { dev: false },
)
const port = (): number => (server.address() as AddressInfo).port
const GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)))
afterAll(() => server.close())

/** What comes of a request whose answer has begun when what is no request follows. */
async function interrupted(asked: string): Promise<string> {
  const socket = connect(port(), "127.0.0.1")
  let answer = ""
  socket.on("error", () => {})
  socket.on("data", (chunk) => {
    if (answer === "") socket.write("nonsense\r\n\r\n")
    answer += chunk
  })
  socket.write(asked)
  await once(socket, "close")
  return answer
}

test.each([
  ["one answer is under way", GET],
  ["another request waits behind it", GET + GET],
])("what cannot be read is not answered into an answer: %s", async (_what, asked) => {
  const answer = await interrupted(asked)
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK/)
  expect(answer).not.toContain("400")
})

test("what cannot be read is told so where nothing is under way", async () => {
  expect(await sendRaw(port(), ["nonsense\r\n\r\n"])).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
})

test("who has sent while the process stood still is answered, and not told that the request came too late", async () => {
  const sender = `
    const { connect } = require("node:net"); const { parentPort, workerData } = require("node:worker_threads")
    let answer = ""
    const socket = connect(workerData, "127.0.0.1", () => {
      parentPort.postMessage("connected")
      setTimeout(() => socket.write("GET / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n"), 1_000)
    })
    socket.on("data", (chunk) => { answer += chunk }).on("close", () => parentPort.postMessage(answer))`
  const worker = new Worker(sender, { eval: true, workerData: port() })
  await once(worker, "message")
  const answered = once(worker, "message")
  await whileStandingStill(server, async () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 7_000)
  })
  expect((await answered)[0]).toMatch(/^HTTP\/1\.1 200 OK/)
}, 20_000)
