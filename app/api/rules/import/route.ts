import { answering } from "#lib/http.ts"
import { answerChange } from "../answer-change.ts"

export const POST = answering((request: Request): Promise<Response> => answerChange(request, "import"))

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
