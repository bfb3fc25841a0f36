import { setTimeout as sleep } from "node:timers/promises"
import { readPlace } from "#lib/db/reading.ts"

type Round<Answer> = { work: () => Promise<Answer>; readonly answer: Promise<Answer> }
type Rounds<Answer> = { last: Promise<unknown>; next: Round<Answer> | null }

/** Behind an answer that takes longer than this the next one is begun beside it: one that is stuck holds up nobody else. */
const PATIENCE_MS = 1_000

/**
 * One answer for all who ask the same before it is begun: when a webhook comes, every open screen asks for the same counts at
 * once. While one is made, those who come wait for the next, so that each sees what had been committed when it asked. Nobody
 * changes what he gets. `work` is that of whoever came last.
 */
export function inRounds<Answer>(): (question: string, work: () => Promise<Answer>) => Promise<Answer> {
  const under = new Map<string, Rounds<Answer>>()
  return (question, work) => {
    // What the primary has committed a replica may not have yet.
    const key = `${readPlace()} ${question}`
    const rounds = under.get(key) ?? { last: Promise.resolve(), next: null }
    under.set(key, rounds)
    if (rounds.next) {
      rounds.next.work = work
      return rounds.next.answer
    }
    const round: Round<Answer> = {
      work,
      answer: Promise.race([rounds.last, sleep(PATIENCE_MS, undefined, { ref: false })]).then(() => {
        rounds.next = null
        return round.work()
      }),
    }
    rounds.next = round
    const over = round.answer
      .catch(() => undefined)
      .then(() => {
        if (rounds.last === over) under.delete(key)
      })
    rounds.last = over
    return round.answer
  }
}
