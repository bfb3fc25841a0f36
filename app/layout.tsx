import "./globals.css"
import type { Metadata, Viewport } from "next"
import { cookies } from "next/headers"
import { connection } from "next/server"
import type { ReactNode } from "react"
import { GuideNamesProvider } from "#components/exceptions/guide-names.tsx"
import { Frame } from "#components/frame/frame.tsx"
import { PreferencesProvider } from "#components/frame/preferences-provider.tsx"
import { SampleBanner } from "#components/setup/sample-banner.tsx"
import { MarkSprite } from "#components/status/mark-sprite.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { may } from "#lib/access/roles.ts"
import { findViewer, type Viewer } from "#lib/access/viewer.ts"
import type { SignedIn } from "#lib/contract/access.ts"
import type { PulseJson } from "#lib/contract.ts"
import { guideNames } from "#lib/format/exception-name.ts"
import { readPreferences } from "#lib/format/preferences.ts"
import { getCatchingUp } from "#lib/queries/get-catching-up.ts"
import { getPulse } from "#lib/queries/get-pulse.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { getSample } from "#lib/queries/get-sample.ts"
import { getStoring } from "#lib/queries/get-storing.ts"

export const metadata: Metadata = { title: { default: "Portline", template: "%s · Portline" } }
export const viewport: Viewport = { colorScheme: "light dark" }

/** A lost database is the page's to tell, inside its frame. */
const UNKNOWN: PulseJson = { last_webhook_at: null, quarantined: 0, needs_someone: null, penned: null, gaps: null }

const signedIn = ({ kind, name, email, role }: Viewer): SignedIn | null =>
  kind === "member" && email !== null && role !== null ? { name, email, role } : null

const guideOf = async (viewer: Viewer): Promise<ReturnType<typeof guideNames>> =>
  getRules(viewer).then(
    ({ rules }) => guideNames(rules.guide),
    () => ({}),
  )

/** The frame and what stands in it on every page, for somebody who is in. */
async function Inside({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const [known, storing, names, sample, isCatchingUp] = await Promise.all([
    getPulse(viewer, Date.now()).catch(() => null),
    getStoring(viewer),
    guideOf(viewer),
    getSample(viewer).catch(() => null),
    getCatchingUp(viewer).catch(() => false),
  ])
  return (
    <Frame
      pulse={known ?? UNKNOWN}
      storing={storing}
      wasAway={known === null}
      signaturesChecked={areSignaturesChecked()}
      signedIn={signedIn(viewer)}
    >
      {isCatchingUp && (
        <Notice kind="warning">
          After an upgrade the orders are being read anew: until that is done, some that need somebody may be missing here.
        </Notice>
      )}
      {sample && <SampleBanner sample={sample} />}
      <GuideNamesProvider names={names}>{children}</GuideNamesProvider>
    </Frame>
  )
}

/** Each page asks for itself who may see it; around one that nobody is known to see, there is nothing. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  const [viewer, jar] = await Promise.all([findViewer().catch(() => null), cookies()])
  const preferences = readPreferences((name) => jar.get(name)?.value)
  return (
    <html lang="en" data-theme={preferences.theme} data-density={preferences.density} data-may={viewer?.permissions.join(" ")}>
      <body>
        <MarkSprite />
        <PreferencesProvider initial={preferences} madeAt={Date.now()}>
          {viewer && may(viewer, "read") ? <Inside viewer={viewer}>{children}</Inside> : children}
        </PreferencesProvider>
      </body>
    </html>
  )
}
