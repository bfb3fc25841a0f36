import "./globals.css"
import type { Metadata, Viewport } from "next"
import { cookies } from "next/headers"
import { connection } from "next/server"
import type { ReactNode } from "react"
import { Frame } from "#components/frame/frame.tsx"
import { PreferencesProvider } from "#components/frame/preferences-provider.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { readPreferences } from "#lib/format/preferences.ts"
import { listEvents } from "#lib/queries/list-events.ts"

export const metadata: Metadata = { title: { default: "Portline", template: "%s · Portline" } }
export const viewport: Viewport = { colorScheme: "light dark" }

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  const [latest, jar] = await Promise.all([listEvents(await requireViewer(), { limit: 1 }), cookies()])
  const preferences = readPreferences((name) => jar.get(name)?.value)
  return (
    <html lang="en" data-theme={preferences.theme} data-density={preferences.density}>
      <body>
        <PreferencesProvider initial={preferences} madeAt={Date.now()}>
          <Frame latest={latest.ok ? latest.query : { data: [], next_cursor: null }} signaturesChecked={areSignaturesChecked()}>
            {children}
          </Frame>
        </PreferencesProvider>
      </body>
    </html>
  )
}
