/** A file to save, its text made as fast as the reader takes it; nothing more is made once it goes away. */
export function download(text: AsyncGenerator<string, void>, { name, type }: { readonly name: string; readonly type: string }): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await text.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await text.return()
    },
  })
  const headers = { "content-type": type, "content-disposition": `attachment; filename="${name}"`, "cache-control": "no-store" }
  return new Response(body, { headers })
}
