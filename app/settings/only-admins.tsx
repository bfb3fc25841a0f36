import type { ReactNode } from "react"
import { Notice } from "#components/ui/notice.tsx"
import { may, type Viewer } from "#lib/access/roles.ts"

/** What only an admin changes: others read it, and are told. */
export function OnlyAdmins({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  if (may(viewer, "configure")) return children
  return (
    <>
      <Notice kind="plain">Only an admin changes what stands here. You can read it.</Notice>
      <fieldset disabled className="flex min-w-0 flex-col gap-4">
        <legend className="sr-only">For admins</legend>
        {children}
      </fieldset>
    </>
  )
}
