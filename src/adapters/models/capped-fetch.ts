// fetch that follows no redirect, reads so many bytes at most and asks for no compression.

/**
 * A redirect comes back as the 3xx it is: following it would carry the key elsewhere. Bytes are counted after decompression, so that a small
 * body cannot become a large one; over the limit, reading the body fails.
 */
export function cappedFetch(mostBytes: number): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('accept-encoding', 'identity')
    const response = await fetch(input, { ...init, headers, redirect: 'manual' })
    if (response.body === null) return response
    let read = 0
    const cap = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        read += bytes.byteLength
        if (read > mostBytes) controller.error(new TooLong())
        else controller.enqueue(bytes)
      },
    })
    const { status, statusText, headers: received } = response
    return new Response(response.body.pipeThrough(cap), { status, statusText, headers: received })
  }
}

/** What reading fails with when the body is longer than the limit. */
export class TooLong extends Error {}
