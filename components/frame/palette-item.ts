/** One line of the palette. */
export type PaletteItem = { readonly value: string; readonly label: string; readonly hint?: string; readonly run: () => void }
export type PaletteGroup = { readonly value: string; readonly items: readonly PaletteItem[] }
