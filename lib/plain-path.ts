/** The steps of a path, with what "." and ".." stand for; above the root there is nothing. */
function stepsOf(path: string): string[] {
  const steps: string[] = []
  for (const step of path.split(/[\\/]+/)) {
    if (step === "..") steps.pop()
    else if (step !== "" && step !== ".") steps.push(step)
  }
  return steps
}

/** The path of a request's target in its plain spelling: single slashes, none at the end, no dots as steps, lower case, nothing escaped. */
export function plainPath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? ""
  try {
    return `/${stepsOf(decodeURIComponent(path).toLowerCase()).join("/")}`
  } catch {
    return path
  }
}
