/** What the disk has at least, where the database has had its second before. */
export const DISK_MS = 400
/** A timer that is later than this tells of a process that stood still, as one does that starts or makes a large page. */
const STILL_MS = 50

/** The disk's answer, or an error once it has had its time: `ms`, and where the process stood still meanwhile its least time anew. */
export async function heardInTime<Answer>(asked: Promise<Answer>, ms: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const wait = (span: number, isFirst: boolean): void => {
      const due = performance.now() + span
      timer = setTimeout(() => {
        if (isFirst && performance.now() - due > STILL_MS) wait(DISK_MS, false)
        // What it has answered in this very turn is heard first.
        else setImmediate(() => reject(new Error("the disk does not answer")))
      }, span)
    }
    wait(ms, true)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}
