import { tmpdir } from "node:os"
import { join } from "node:path"
import { defineConfig } from "vitest/config"

const unit = ["tests/porting/**/*.test.ts", "tests/unit/**/*.test.ts", "tests/architecture.test.ts"]

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    // A zone with an odd offset: a forgotten zone fails. A spool of its own, not that of a server that is run here.
    env: { TZ: "Asia/Kathmandu", DATA_DIR: join(tmpdir(), `portline-vitest-${process.pid}`) },
    pool: "forks",
    // Server tests mostly wait: for a start, a time-out, a database that comes back.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "unit", include: unit, testTimeout: 30_000 } },
      {
        extends: true,
        test: {
          name: "server",
          include: ["tests/intake/**/*.test.ts", "tests/http/**/*.test.ts", "tests/prisma/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
