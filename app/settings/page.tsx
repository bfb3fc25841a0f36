import type { Metadata } from "next"
import { connection } from "next/server"
import { NoteLine } from "#components/access/note-line.tsx"
import { SavedNotice } from "#components/settings/saved-notice.tsx"
import { SettingsTabs } from "#components/settings/settings-tabs.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { requirePageViewer, shownSecret } from "#lib/access/page-viewer.ts"
import { may } from "#lib/access/roles.ts"
import { readNote } from "#lib/format/access-words.ts"
import { ADMIN_TABS, SETTINGS_TABS, settingsPlace, settingsTabName } from "#lib/format/settings-place.ts"
import { readable } from "../readable.tsx"
import { TabContent } from "./tab-content.tsx"

export async function generateMetadata({ searchParams }: PageProps<"/settings">): Promise<Metadata> {
  const { tab, code } = settingsPlace(await searchParams)
  return { title: `${tab === "guide" && code ? code.slice(0, 40) : settingsTabName(tab)} · Settings` }
}

export default readable(async function SettingsPage({ searchParams }: PageProps<"/settings">) {
  await connection()
  const raw = await searchParams
  const place = settingsPlace(raw)
  const { tab, saved, unknownTab } = place
  const note = readNote(raw.note)
  const viewer = await requirePageViewer(ADMIN_TABS.includes(tab) ? "administer" : "read")
  return (
    <>
      <h1>Settings</h1>
      <SettingsTabs tab={tab} isAdmin={may(viewer, "administer")} />
      {note !== null && <NoteLine note={note} secret={await shownSecret()} />}
      {unknownTab !== null && (
        <Notice kind="warning">
          There is no section “{unknownTab.slice(0, 40)}”. Allowed: {SETTINGS_TABS.map(([name]) => name).join(", ")}.
        </Notice>
      )}
      {saved !== null && <SavedNotice moved={saved} />}
      <TabContent viewer={viewer} place={place} raw={raw} />
    </>
  )
})
