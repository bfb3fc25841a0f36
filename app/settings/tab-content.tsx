import type { Viewer } from "#lib/access/roles.ts"
import type { RawQuery } from "#lib/format/list-query.ts"
import type { SettingsPlace } from "#lib/format/settings-place.ts"
import { readablePart } from "../readable.tsx"
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

/** Each section asks the database for itself. */
const [Audit, Clocks, Customers, File, Row, Guide, Keys, Members, Webhook, You] = [
  readablePart(AuditTab),
  readablePart(ClocksTab),
  readablePart(CustomersTab),
  readablePart(FileTab),
  readablePart(GuideRow),
  readablePart(GuideTab),
  readablePart(KeysTab),
  readablePart(MembersTab),
  readablePart(WebhookTab),
  readablePart(YouTab),
] as const

type TabContentProps = { readonly viewer: Viewer; readonly place: SettingsPlace; readonly raw: RawQuery }

/** What only an admin changes. */
function Configured({ place }: { place: SettingsPlace }) {
  if (place.tab === "guide" && place.code !== null) return <Row place={place} code={place.code} />
  if (place.tab === "clocks") return <Clocks place={place} />
  if (place.tab === "file") return <File place={place} />
  return <Customers />
}

/** The section of the settings that an address leads to. */
export function TabContent({ viewer, place, raw }: TabContentProps) {
  switch (place.tab) {
    case "webhook":
      return <Webhook />
    case "members":
      return <Members />
    case "keys":
      return <Keys />
    case "audit":
      return <Audit raw={raw} />
    case "you":
      return <You />
    default:
      if (place.tab === "guide" && place.code === null) return <Guide />
      return (
        <OnlyAdmins viewer={viewer}>
          <Configured place={place} />
        </OnlyAdmins>
      )
  }
}
