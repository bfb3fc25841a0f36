import { countText } from "#lib/format/count-text.ts"
import { Notice } from "../ui/notice.tsx"
import { type Entered, fieldId } from "./field-id.ts"

type FormProblemsProps = { readonly entered: Entered; readonly isStale: boolean; readonly isGone: boolean }

/** Why a form stands here unsaved: what was refused, field by field, or that somebody else saved first. */
export function FormProblems({ entered: { errors }, isStale, isGone }: FormProblemsProps) {
  return (
    <>
      {isGone && <Notice kind="warning">What was entered is no longer kept: it is for a day. Here is what is in force.</Notice>}
      {isStale && (
        <Notice kind="warning">
          Somebody saved meanwhile. What you entered is kept here; saving it now puts it in the place of theirs. Look at the history first.
        </Notice>
      )}
      {errors.length > 0 && (
        <Notice kind="problem">
          <p className="font-medium">
            Nothing is saved: {errors.length === 1 ? "one thing is" : `${errors.length} things are`} not allowed.
          </p>
          <ul className="list-disc ps-5">
            {errors.slice(0, 20).map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                {field && (
                  <>
                    <a href={`#${fieldId(field)}`} className="underline">
                      {field}
                    </a>
                    :{" "}
                  </>
                )}
                {message}
              </li>
            ))}
          </ul>
          {errors.length > 20 && <p>And {countText(errors.length - 20)} more.</p>}
        </Notice>
      )}
    </>
  )
}
