// Where a redirect leads, and which are not followed (pure).
import { Refusal, Trouble } from './guarded-fetch-trouble.ts'

const FOLLOWED = new Set([301, 302, 303, 307, 308])
export const MOST_REDIRECTS = 5

/**
 * The address to go to from `from`, null when the answer is no redirect. It is not judged here but by the same rules as the first one.
 * Throws Refusal from https to http, Trouble without a place to go.
 */
export function redirectOf(from: URL, status: number, location: string | null): string | null {
  if (!FOLLOWED.has(status)) return null
  if (location === null || !URL.canParse(location, from))
    throw new Trouble(`${from.hostname} sends on (${status}) without saying where to.`, status)
  const to = new URL(location, from)
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new Refusal('The address leads from https:// to http://, which is not followed.', 'downgrade')
  return to.href
}
