import { usePreferences } from "./use-preferences.ts"

/** The zone that times are shown in: the same on the server and in the browser. */
export const useZone = (): string => usePreferences().zone
