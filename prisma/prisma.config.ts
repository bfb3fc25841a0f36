import { defineConfig } from "prisma/config"
import { prismaCommandUrl } from "#lib/env.ts"

const url = prismaCommandUrl()

export default defineConfig({
  schema: "schema.prisma",
  migrations: { path: "migrations" },
  ...(url ? { datasource: { url } } : {}),
})
