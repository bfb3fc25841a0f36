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
import { AuditTab } from "./audit-tab.tsx"
import { ClocksTab } from "./clocks-tab.tsx"
import { CustomersTab } from "./customers-tab.tsx"
import { FileTab } from "./file-tab.tsx"
import { GuideRow } from "./guide-row.tsx"
import { GuideTab } from "./guide-tab.tsx"
import { KeysTab } from "./keys-tab.tsx"
import { MembersTab } from "./members-tab.tsx"
import { OnlyAdmins } from "./only-admins.tsx"
import { WebhookTab } from "./webhook-tab.tsx"
import { YouTab } from "./you-tab.tsx"

export async function generateMetadata({ searchParams }: PageProps<"/settings">): Promise<Metadata> {
  const { tab, code } = settingsPlace(await searchParams)
  return { title: `${tab === "guide" && code ? code.slice(0, 40) : settingsTabName(tab)} · Settings` }
}

export default async function SettingsPage({ searchParams }: PageProps<"/settings">) {
  await connection()
  const raw = await searchParams
  const place = settingsPlace(raw)
  const { tab, code, saved, unknownTab } = place
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
      {tab === "webhook" && <WebhookTab />}
      {tab === "guide" && code === null && <GuideTab />}
      {tab === "guide" && code !== null && (
        <OnlyAdmins viewer={viewer}>
          <GuideRow place={place} code={code} />
        </OnlyAdmins>
      )}
      {tab === "clocks" && (
        <OnlyAdmins viewer={viewer}>
          <ClocksTab place={place} />
        </OnlyAdmins>
      )}
      {tab === "file" && (
        <OnlyAdmins viewer={viewer}>
          <FileTab place={place} />
        </OnlyAdmins>
      )}
      {tab === "customers" && (
        <OnlyAdmins viewer={viewer}>
          <CustomersTab />
        </OnlyAdmins>
      )}
      {tab === "members" && <MembersTab />}
      {tab === "keys" && <KeysTab />}
      {tab === "audit" && <AuditTab raw={raw} />}
      {tab === "you" && <YouTab />}
    </>
  )
}
