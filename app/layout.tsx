import "./globals.css"
import type { Metadata, Viewport } from "next"
import { connection } from "next/server"
import type { ReactNode } from "react"
import { GuideNamesProvider } from "#components/exceptions/guide-names.tsx"
import { Frame } from "#components/frame/frame.tsx"
import { SampleBanner } from "#components/setup/sample-banner.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { guideNames } from "#lib/format/exception-name.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { getSample } from "#lib/queries/get-sample.ts"
import { listEvents } from "#lib/queries/list-events.ts"

export const metadata: Metadata = { title: { default: "Portline", template: "%s · Portline" } }
export const viewport: Viewport = { colorScheme: "light dark" }

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  const viewer = await requireViewer()
  const [latest, { rules }, sample] = await Promise.all([listEvents(viewer, { limit: 1 }), getRules(viewer), getSample(viewer)])
  return (
    <html lang="en">
      <body>
        <Frame latest={latest.ok ? latest.query : { data: [], next_cursor: null }} signaturesChecked={areSignaturesChecked()}>
          <SampleBanner sample={sample} />
          <GuideNamesProvider names={guideNames(rules.guide)}>{children}</GuideNamesProvider>
        </Frame>
      </body>
    </html>
  )
}
