// A command that was mistyped → the one that was meant (pure).
import { nearest } from './nearest.ts'

const COMMANDS = [
  ...['help', 'timeline', 'disputes', 'sources', 'digest', 'preview', 'why', 'new', 'status', 'settings', 'topics'],
  ...['subscribe', 'subscriptions', 'unsubscribe', 'watch', 'unwatch', 'pause', 'resume', 'change', 'feedback', 'privately', 'export'],
]
/** Those that no question begins with something like. */
const LEADING = ['subscribe', 'unsubscribe', 'subscriptions', 'timeline', 'settings', 'preview', 'feedback', 'privately']
const LONG = 8 // letters from which two typing errors leave no doubt
const SHORTEST_LEADING = 6

/** What was meant, whole; null when it may be a question as it stands. */
export function commandMeant(text: string): string | null {
  const said = text.trim()
  const [first = '', ...rest] = said.split(/\s+/u)
  if (/[?？]$/u.test(said) || first.length < 4) return null
  const isShort = rest.length === 0
  if (!isShort && first.length < SHORTEST_LEADING) return null
  const meant = nearest(first, isShort ? COMMANDS : LEADING, isShort && first.length >= LONG ? 2 : 1)
  return meant === null || meant === first.toLowerCase() ? null : [meant, ...rest].join(' ')
}
