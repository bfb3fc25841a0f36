import { useEffect, useState, useTransition } from "react"
import { watchNavigation } from "./navigation.ts"

/** What comes sooner needs no sign that it is on its way. */
const LATE_MS = 200

/** Whether a page has been on its way for longer than a moment. */
export function useNavigating(): boolean {
  const [isOnItsWay, begin] = useTransition()
  const [, setTurn] = useState(0)
  const [isLate, setIsLate] = useState(false)
  useEffect(() => watchNavigation(() => begin(() => setTurn((turn) => turn + 1))), [])
  useEffect(() => {
    if (!isOnItsWay) return
    const timer = setTimeout(() => setIsLate(true), LATE_MS)
    return () => {
      clearTimeout(timer)
      setIsLate(false)
    }
  }, [isOnItsWay])
  return isLate
}
