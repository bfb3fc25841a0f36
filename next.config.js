/** @type {import("next").NextConfig} */
const config = {
  // A redirect is a failed delivery for Telnyx: no spelling of a path may get one from Next.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
  poweredByHeader: false,
  // A list of fifty orders is 360 kB of HTML and 36 kB gzipped. Webhooks never come here: the front door takes them.
  compress: true,
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "prom-client", "pino"],
  devIndicators: false,
  // Tells the progress line of every navigation; a root file for it would say no more.
  instrumentationClientInject: ["./lib/client/navigation.ts"],
  // Types are checked by `npm run check`, with those of the tests: a first start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  // A page that somebody may not see answers 403. All pages loaded at the start are half a second in which no webhook is answered.
  experimental: { authInterrupts: true, preloadEntriesOnStart: false },
}

export default config
