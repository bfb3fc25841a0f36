import { Notice } from "../ui/notice.tsx"

/** What of the page's URL was passed over, and what is allowed. */
export function PageProblems({ problems }: { problems: readonly string[] }) {
  return problems.map((problem) => (
    <Notice key={problem} kind="warning">
      {problem}
    </Notice>
  ))
}
