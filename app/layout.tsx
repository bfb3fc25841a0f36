import "./globals.css"
import type { Metadata, Viewport } from "next"
import { cookies } from "next/headers"
import { connection } from "next/server"
import type { ReactNode } from "react"
import { GuideNamesProvider } from "#components/exceptions/guide-names.tsx"
import { Frame } from "#components/frame/frame.tsx"
import { PreferencesProvider } from "#components/frame/preferences-provider.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { guideNames } from "#lib/format/exception-name.ts"
import { readPreferences } from "#lib/format/preferences.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { listEvents } from "#lib/queries/list-events.ts"

export const metadata: Metadata = { title: { default: "Portline", template: "%s · Portline" } }
export const viewport: Viewport = { colorScheme: "light dark" }

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  const viewer = await requireViewer()
  const [latest, { rules }, jar] = await Promise.all([listEvents(viewer, { limit: 1 }), getRules(viewer), cookies()])
  const preferences = readPreferences((name) => jar.get(name)?.value)
  return (
    <html lang="en" data-theme={preferences.theme} data-density={preferences.density}>
      <body>
        <PreferencesProvider initial={preferences} madeAt={Date.now()}>
          <Frame latest={latest.ok ? latest.query : { data: [], next_cursor: null }} signaturesChecked={areSignaturesChecked()}>
            <GuideNamesProvider names={guideNames(rules.guide)}>{children}</GuideNamesProvider>
          </Frame>
        </PreferencesProvider>
      </body>
    </html>
  )
}
