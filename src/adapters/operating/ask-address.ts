// One request to an address that the operator configured, to see whether it answers: no redirects, no cookies, a few kilobytes at most.
const TIMEOUT_MS = 5_000
const MOST_BYTES = 16 * 1024

export type Answered = Readonly<{
  status: number
  /** by the other side's clock, null where it does not say */
  dateMs: number | null
  /** milliseconds that the answer took */
  tookMs: number
  text: string
  /** where it sends on to */
  location: string | null
}>

/** Null when nobody answered in time. `elapsed`: milliseconds of a clock that never runs back. Never throws. */
export async function askAddress(url: string, elapsed: () => number): Promise<Answered | null> {
  const began = elapsed()
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS), headers: { Connection: 'close' } })
    const tookMs = elapsed() - began
    const date = Date.parse(response.headers.get('date') ?? '')
    const told = { status: response.status, dateMs: Number.isNaN(date) ? null : date, location: response.headers.get('location') }
    return { ...told, tookMs, text: await firstBytes(response) }
  } catch {
    return null
  }
}

async function firstBytes(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  for (let size = 0; reader !== undefined && size < MOST_BYTES; ) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    size += value.length
  }
  await reader?.cancel()
  return Buffer.concat(parts).toString('utf8').slice(0, MOST_BYTES)
}
