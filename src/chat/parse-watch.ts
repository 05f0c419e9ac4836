// `the border most 5 a day Asia/Yangon` → what to watch, how often at most, and whose days count (pure).
import { findZone } from './time-zone.ts'

export type WatchRead =
  | Readonly<{ kind: 'read'; about: string; quoted: boolean; mostADay: number | null; timeZone: string | null }>
  | Readonly<{ kind: 'mend'; text: string }>

const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/u
const NUMBERS: Readonly<Record<string, number>> = { once: 1, one: 1, twice: 2, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10 }
const MOST =
  /[,;]?\s*\b(?:(?:at\s+)?(?:the\s+)?(?:most|max(?:imum)?)\s+|up to\s+)(-?\d+(?:[.,]\d+)?|[a-z]+)(?:\s+(?:messages?|alerts?|times?|posts?))?\s*(?:(?:a|per|each|every)\s*day|\/\s*day|daily)\b/iu
const ZONE = /\s+(?:in\s+)?([a-z_]+\/[a-z_/+-]+\d*|utc|gmt)$/iu
const MOST_WATCHED = 24

export function readWatch(said: string): WatchRead {
  const quote = QUOTED.exec(said)?.[1]?.trim()
  let rest = said.replace(QUOTED, ' ')
  const most = MOST.exec(rest)
  rest = rest.replace(MOST, ' ').replace(/[\s?!.,;]+$/u, quote === undefined ? '$&' : '')
  const zoned = ZONE.exec(` ${rest.trim()}`)
  const zone = zoned === null ? null : findZone(zoned[1] ?? '')
  if (zone?.kind === 'mend') return zone
  const about = quote ?? ` ${rest.trim()}`.slice(0, zoned?.index).trim()
  const count = most === null ? null : (NUMBERS[(most[1] ?? '').toLowerCase()] ?? Number(most[1]))
  if (about === '')
    return { kind: 'mend', text: 'Watch what? Write “watch border”, or a question: watch “who controls Laukkai?” most 3 a day.' }
  if (count !== null && !(Number.isInteger(count) && count >= 1 && count <= MOST_WATCHED))
    return { kind: 'mend', text: `A watch sends from 1 to ${MOST_WATCHED} messages a day: write “most 3 a day”, for example.` }
  return { kind: 'read', about, quoted: quote !== undefined, mostADay: count, timeZone: zone?.timeZone ?? null }
}
