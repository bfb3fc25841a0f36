import Link from "next/link"
import type { ReactNode } from "react"
import type { SignedIn } from "#lib/contract/access.ts"
import { type PulseJson, type StoringJson, urls } from "#lib/contract.ts"
import { Notice } from "../ui/notice.tsx"
import { Keyboard } from "./keyboard.tsx"
import { LiveHealth, LiveNav, LiveNotices } from "./live-frame.tsx"
import { PaletteButton } from "./palette-button.tsx"
import { PrintFoot } from "./print-foot.tsx"
import { ProgressLine } from "./progress-line.tsx"
import { SearchForm } from "./search-form.tsx"
import { SignedInAs } from "./signed-in-as.tsx"
import { StoringNotice } from "./storing-notice.tsx"
import { TimeTip } from "./time-tip.tsx"
import { Toaster } from "./toaster.tsx"
import { ZoneChooser } from "./zone-chooser.tsx"

type FrameProps = {
  readonly pulse: PulseJson
  readonly storing: StoringJson
  /** The database did not answer while the page was made. */
  readonly wasAway: boolean
  readonly signaturesChecked: boolean
  /** Null: nobody has to sign in. */
  readonly signedIn: SignedIn | null
  readonly children: ReactNode
}

/** What stands around every page: navigation, search, the two healths, and the warning that nothing is verified. */
export function Frame({ pulse, storing, wasAway, signaturesChecked, signedIn, children }: FrameProps) {
  return (
    <>
      <a href="#main" className="control sr-only focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-30 focus:px-2.5">
        Skip to content
      </a>
      <div className="flex min-h-dvh max-sm:flex-col">
        <nav
          aria-label="Main"
          className="no-print z-20 shrink-0 border-hairline bg-surface p-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:border-t max-sm:p-1 sm:sticky sm:top-0 sm:flex sm:h-dvh sm:flex-col sm:overflow-y-auto sm:border-e md:w-44"
        >
          <Link href={urls.home} className="mb-2 flex h-11 items-center px-3 text-lg font-semibold text-text max-sm:hidden">
            <span aria-hidden="true" className="md:hidden">
              P
            </span>
            <span className="sm:max-md:sr-only">Portline</span>
          </Link>
          <LiveNav initial={pulse} />
          {signedIn && <SignedInAs {...signedIn} />}
        </nav>
        <div className="min-w-0 flex-1 max-sm:pb-16">
          <header className="no-print flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-hairline px-4 py-2.5 lg:px-6">
            <SearchForm isMain />
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 max-sm:w-full max-sm:justify-between">
              <LiveHealth initial={pulse} wasAway={wasAway} />
              <div className="flex gap-2">
                <ZoneChooser />
                <PaletteButton />
              </div>
            </div>
          </header>
          <main id="main" tabIndex={-1} className="mx-auto flex max-w-[90rem] flex-col gap-4 px-4 py-5 outline-none lg:px-6">
            <StoringNotice initial={storing} wasAway={wasAway} />
            {!signaturesChecked && (
              <Notice kind="warning">
                Signatures are not checked: events are taken unsigned and marked unverified. Set <code>TELNYX_PUBLIC_KEY</code> to check
                them.
              </Notice>
            )}
            <LiveNotices initial={pulse} />
            {children}
          </main>
          <PrintFoot />
        </div>
      </div>
      <ProgressLine />
      <TimeTip />
      <Keyboard />
      <Toaster />
    </>
  )
}
