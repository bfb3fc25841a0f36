"use client"

import { Autocomplete } from "@base-ui/react/autocomplete"
import { Dialog } from "@base-ui/react/dialog"
import { useState } from "react"
import { closeOverlay } from "#lib/client/overlays.ts"
import type { PaletteGroup, PaletteItem } from "./palette-item.ts"
import { usePaletteGroups } from "./use-palette-groups.ts"

function ItemLine({ item }: { item: PaletteItem }) {
  // Closed first: what an item opens may be another overlay.
  const run = (): void => {
    closeOverlay()
    item.run()
  }
  return (
    <Autocomplete.Item
      value={item}
      onClick={run}
      className="flex min-h-9 cursor-default items-center justify-between gap-4 rounded-control px-3 data-highlighted:bg-selected pointer-coarse:min-h-11"
    >
      <span className="min-w-0 truncate">{item.label}</span>
      {item.hint && <span className="shrink-0 text-xs text-text-3">{item.hint}</span>}
    </Autocomplete.Item>
  )
}

function GroupLines({ group }: { group: PaletteGroup }) {
  return (
    <Autocomplete.Group items={group.items}>
      <Autocomplete.GroupLabel className="px-3 pt-3 pb-1 text-xs text-text-3">{group.value}</Autocomplete.GroupLabel>
      <Autocomplete.Collection>{(item: PaletteItem) => <ItemLine key={item.value} item={item} />}</Autocomplete.Collection>
    </Autocomplete.Group>
  )
}

/** Finds orders and actions by name. */
export function Palette() {
  const [text, setText] = useState("")
  const { groups, words } = usePaletteGroups(text)
  return (
    <Dialog.Root open onOpenChange={(open) => open || closeOverlay()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="overlay-ground fixed inset-0 z-40" />
        <Dialog.Popup
          aria-label="Commands"
          className="overlay fixed inset-x-2 top-[10dvh] z-40 mx-auto flex max-h-[75dvh] max-w-xl flex-col"
        >
          <Autocomplete.Root
            inline
            open
            mode="none"
            autoHighlight="always"
            keepHighlight
            items={groups}
            value={text}
            onValueChange={(value, { reason }) => reason !== "item-press" && setText(value)}
          >
            <div className="flex items-center gap-2 border-b border-hairline p-2">
              <Autocomplete.Input
                aria-label="Find an order or an action"
                placeholder="Order, or > for actions only"
                className="control min-w-0 flex-1 text-lg"
                spellCheck={false}
              />
              <Dialog.Close className="control">Close</Dialog.Close>
            </div>
            <Autocomplete.Status className="px-4 text-text-2 not-empty:pt-3">{words}</Autocomplete.Status>
            <Autocomplete.List className="min-h-0 overflow-y-auto p-1">
              {(group: PaletteGroup) => <GroupLines key={group.value} group={group} />}
            </Autocomplete.List>
            <Autocomplete.Empty className="px-4 text-text-2 not-empty:py-4">Nothing fits.</Autocomplete.Empty>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
