// How what listens is started, and what `npm start` says of it.
import { BorderBriefError, hintOf } from '../base/error.ts'
import { keepTrying } from '../base/retry.ts'
import type { PlatformName } from '../domain/address.ts'

export const TITLES: Readonly<Partial<Record<PlatformName, string>>> = { slack: 'Slack', discord: 'Discord' }

const START_AGAIN_MS = { first: 5_000, most: 300_000 } as const

export function welcome(desk: string | null, platforms: ReadonlyMap<PlatformName, unknown>, interactive: boolean): string {
  const titles = [...platforms.keys()].map((name) => TITLES[name] ?? name)
  return [
    interactive
      ? 'Ask here: /brief border, or any question; /help says more, ctrl-d ends.'
      : 'To ask here (/brief border, or any question), start in a terminal; or write: npm run brief -- ask "How long is the border?"',
    desk === null ? 'The web desk is not open: see above.' : `Ask in a browser: ${desk}`,
    titles.length > 0 ? `Connecting to ${titles.join(' and ')}.` : 'Add Slack or Discord: copy .env.example to .env and follow the README.',
  ].join('\n')
}

type Start = Readonly<{
  /** said to be connected, where that is news */
  title: string | undefined
  start: () => Promise<unknown>
  say: (text: string) => void
  signal: AbortSignal
}>

/** Starts what listens; when that fails, says the mend once and tries again, ever less often. Resolves after the first attempt. */
export function keepStarting({ title, start, say, signal }: Start): Promise<void> {
  return keepTrying(start, {
    waits: START_AGAIN_MS,
    signal,
    succeeded: () => (title === undefined ? undefined : say(`${title} is connected.`)),
    failed: (error) => {
      const again = error instanceof BorderBriefError && error.retryable ? ' It is tried again by itself.' : ''
      say(`${hintOf(error)}${again}`)
    },
  })
}
