import pg from "pg"

const TIMED_OUT = "Query read timeout"

/**
 * A connection that ends with the first statement that is not answered in time. node-postgres only forgets such a
 * statement: the connection would go back to its pool with the answer still to come, or frozen for ever.
 */
export class ImpatientClient extends pg.Client {
  override query(...args: unknown[]): never {
    const asked = (super.query as (...given: unknown[]) => unknown).apply(this, args)
    if (asked instanceof Promise) {
      asked.catch((error: unknown) => {
        if (error instanceof Error && error.message === TIMED_OUT) this.discard()
      })
    }
    return asked as never
  }

  /** Ends the connection without a word: the other side may be gone. */
  discard(): void {
    const { connection } = this as unknown as { readonly connection?: { readonly stream?: { readonly destroy: () => void } } }
    connection?.stream?.destroy()
  }
}
