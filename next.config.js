/** @type {import("next").NextConfig} */
const config = {
  // A redirect is a failed delivery for Telnyx: no spelling of a path may get one from Next.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
  poweredByHeader: false,
  // Compressing each small JSON answer costs more than it saves on loopback; a proxy in front does it better.
  compress: false,
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg"],
  devIndicators: false,
}

export default config
