import { defineConfig } from "vitest/config"
import { lengthOf } from "./support/length.ts"

/** What takes all of the machine goes alone: it would make others late, and they it. */
const load = ["tests/http/brute-force.test.ts", "tests/http/chaos.test.ts", "tests/http/matrix-load.test.ts"]
const unit = ["tests/porting/**/*.test.ts", "tests/unit/**/*.test.ts", "tests/architecture.test.ts"]

const withServer = {
  globalSetup: ["tests/support/global-setup.ts"],
  testTimeout: lengthOf(120_000, 3_600_000),
  hookTimeout: 120_000,
}

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    // A zone with an odd offset: a forgotten zone fails.
    env: { TZ: "Asia/Kathmandu" },
    setupFiles: ["tests/support/own-data-dir.ts"],
    pool: "forks",
    // Server tests mostly wait: for a start, a time-out, a database that comes back.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: "unit", include: unit, testTimeout: lengthOf(30_000, 3_600_000) } },
      {
        extends: true,
        test: {
          name: "server",
          include: ["tests/intake/**/*.test.ts", "tests/http/**/*.test.ts", "tests/prisma/**/*.test.ts"],
          exclude: load,
          ...withServer,
        },
      },
      { extends: true, test: { name: "load", include: load, ...withServer, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
