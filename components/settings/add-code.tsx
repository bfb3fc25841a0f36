/** Opens the form of a code that is typed in: one that no order has carried yet, or any other. */
export function AddCode() {
  return (
    <form action="/settings" className="no-print flex flex-wrap items-end gap-2">
      <input type="hidden" name="tab" value="guide" />
      <label className="flex flex-col gap-1 text-sm font-medium">
        Another code
        <input
          name="code"
          required
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          placeholder="As Telnyx sends it"
          className="control w-72 max-w-full font-mono font-normal"
        />
      </label>
      <button type="submit" className="control">
        Open
      </button>
    </form>
  )
}
