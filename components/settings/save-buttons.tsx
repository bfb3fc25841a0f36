/** Saves the form that it stands in, or shows first what that would do. */
export function SaveButtons({ save }: { save: string }) {
  return (
    <div className="no-print flex flex-wrap gap-2">
      <button type="submit" name="act" value="save" className="control border-link font-medium text-link">
        {save}
      </button>
      <button type="submit" name="act" value="preview" className="control">
        See first what it does
      </button>
    </div>
  )
}
