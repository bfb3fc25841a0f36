import type { Metadata } from "next"
import { connection } from "next/server"
import { SavedNotice } from "#components/settings/saved-notice.tsx"
import { SettingsTabs } from "#components/settings/settings-tabs.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { SETTINGS_TABS, settingsPlace, settingsTabName } from "#lib/format/settings-place.ts"
import { ClocksTab } from "./clocks-tab.tsx"
import { FileTab } from "./file-tab.tsx"
import { GuideRow } from "./guide-row.tsx"
import { GuideTab } from "./guide-tab.tsx"
import { WebhookTab } from "./webhook-tab.tsx"
import { YouTab } from "./you-tab.tsx"

export async function generateMetadata({ searchParams }: PageProps<"/settings">): Promise<Metadata> {
  const { tab, code } = settingsPlace(await searchParams)
  return { title: `${tab === "guide" && code ? code.slice(0, 40) : settingsTabName(tab)} · Settings` }
}

export default async function SettingsPage({ searchParams }: PageProps<"/settings">) {
  await connection()
  const place = settingsPlace(await searchParams)
  const { tab, code, saved, unknownTab } = place
  return (
    <>
      <h1>Settings</h1>
      <SettingsTabs tab={tab} />
      {unknownTab !== null && (
        <Notice kind="warning">
          There is no section “{unknownTab.slice(0, 40)}”. Allowed: {SETTINGS_TABS.map(([name]) => name).join(", ")}.
        </Notice>
      )}
      {saved !== null && <SavedNotice moved={saved} />}
      {tab === "webhook" && <WebhookTab />}
      {tab === "guide" && (code === null ? <GuideTab /> : <GuideRow place={place} code={code} />)}
      {tab === "clocks" && <ClocksTab place={place} />}
      {tab === "file" && <FileTab place={place} />}
      {tab === "you" && <YouTab />}
    </>
  )
}
