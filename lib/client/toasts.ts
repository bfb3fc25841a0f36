/** Says that something was done. Until there is a place for messages, nobody listens. */
export function showToast(_text: string): void {}
