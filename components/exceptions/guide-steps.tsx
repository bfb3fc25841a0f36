import type { ExceptionGuideRow } from "#lib/porting/exception.ts"

/** What a code means, and what to do about it. */
export function GuideSteps({ guide }: { guide: Pick<ExceptionGuideRow, "meaning" | "steps"> }) {
  return (
    <>
      {guide.meaning && <p className="max-w-prose">{guide.meaning}</p>}
      {guide.steps.length > 0 && (
        <ol className="flex max-w-prose list-decimal flex-col gap-0.5 ps-6">
          {guide.steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a guide may say one thing twice, and its lines hold no state
            <li key={index}>{step}</li>
          ))}
        </ol>
      )}
    </>
  )
}
