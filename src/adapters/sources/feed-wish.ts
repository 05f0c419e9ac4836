// How often a feed lets itself be asked: max-age of the answer, ttl and updatePeriod of the feed (pure).

const HEAD = 16 * 1024 // characters of a feed in front of its first entry
const PERIOD_MS: Readonly<Record<string, number>> = {
  hourly: 3_600_000,
  daily: 86_400_000,
  weekly: 7 * 86_400_000,
  monthly: 30 * 86_400_000,
  yearly: 365 * 86_400_000,
}

/** Milliseconds; 0 where neither says anything. */
export function wishOf(cacheControl: string | null, body: Uint8Array | null): number {
  return Math.max(maxAgeOf(cacheControl ?? ''), body === null ? 0 : feedWishOf(body))
}

function maxAgeOf(cacheControl: string): number {
  const seconds = /(?:^|[,\s])max-age\s*=\s*"?(\d{1,9})/i.exec(cacheControl)?.[1]
  return seconds === undefined || /no-(?:store|cache)/i.test(cacheControl) ? 0 : Number(seconds) * 1000
}

/** The names are ASCII in every character set that a feed comes in, but for UTF-16, which then has no wish. */
function feedWishOf(body: Uint8Array): number {
  const head = new TextDecoder('latin1').decode(body.subarray(0, HEAD)).split(/<(?:\w{1,20}:)?(?:item|entry)[\s>]/i, 1)[0] ?? ''
  const minutes = /<ttl>\s{0,9}(\d{1,6})\s{0,9}<\/ttl>/i.exec(head)?.[1]
  const period = PERIOD_MS[(/<\w{1,20}:updatePeriod>\s{0,99}(\w{1,9})\s{0,99}<\//i.exec(head)?.[1] ?? '').toLowerCase()]
  const times = Number(/<\w{1,20}:updateFrequency>\s{0,99}(\d{1,4})\s{0,99}<\//i.exec(head)?.[1] ?? 1)
  return Math.max(Number(minutes ?? 0) * 60_000, period === undefined ? 0 : period / Math.max(1, times))
}
