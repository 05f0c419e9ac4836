// Holds what a source brings against what it brought before: while it is not itself, what is not clearly as before is set aside and counted.
import type { Clock } from '../base/clock.ts'
import type { Source, SourceState, Throttled } from '../domain/source.ts'
import { NO_PAST } from '../domain/source-past.ts'
import type { PastStore } from '../ports/past-store.ts'
import type { KnownEntry, Polling } from '../ports/source-store.ts'
import type { OnTopic } from './on-topic.ts'
import type { Told } from './read-entries.ts'
import type { Chosen } from './read-pages.ts'
import { type Finding, findingsOf, isBad, isLearning, judged } from './source-health.ts'
import { type Traits, traitsOf } from './source-health-traits.ts'

export type JudgeDeps = Readonly<{ pasts?: PastStore | undefined; onTopic?: OnTopic | undefined; clock: Clock }>
/** `keep` remembers what came, once it is stored. */
export type Reading = Readonly<{ chosen: Chosen; throttled: Throttled | undefined; keep: () => Promise<void> }>

/** In front of the hash of an entry that was set aside: it counts as changed until it is taken in. No hash begins so: they are hexadecimal. */
const ASIDE = 's'
const HOUR_MS = 3_600_000
const RESTS_MS = { spam: 24 * HOUR_MS, topic: 24 * HOUR_MS, flood: 6 * HOUR_MS }
const FLOOD_ROOM = 25 // entries taken in of a flood at one reading
const LABEL_MOST = 60
const AT_ONCE = 4 // entries looked at in one turn of the event loop

const BECAUSE = {
  spam: 'most of what its source brings repeats itself or only links elsewhere',
  topic: 'its source brings something else than before',
  flood: 'its source brings far more than ever',
}

const UNKNOWN: Finding = { isSpam: false, isOther: null }
const wasAside = ({ before }: Told): boolean => before?.hash.startsWith(ASIDE) === true
const aside = (reason: string) => `it was set aside: ${reason}`

/** Of what changed, without what was set aside while its source is not itself again: no page is read for that. */
export function worthReading(
  changed: readonly Told[],
  { throttled }: SourceState,
): Readonly<{ worth: readonly Told[]; reasons: readonly string[] }> {
  if (throttled === undefined) return { worth: changed, reasons: [] }
  const worth = changed.filter((one) => !wasAside(one))
  const reasons = Array.from({ length: changed.length - worth.length }, () => aside(BECAUSE[throttled.why]))
  return { worth, reasons }
}

/** Judges what of a reading is to be stored; changes of what is stored already are let through. */
export async function judgeReading({ source, state }: Polling, chosen: Chosen, deps: JudgeDeps): Promise<Reading> {
  const { pasts, clock } = deps
  if (pasts === undefined || source.kind === 'page') return { chosen, throttled: undefined, keep: async () => {} }
  // A source that is taken up again is learnt anew.
  const past = (state.polls === 0 ? null : await pasts.get(source.id)) ?? NO_PAST
  const fresh = chosen.wanted.filter((one) => !one.isKnown || (wasAside(one) && isLearning(past)))
  const again = isLearning(past) ? [] : chosen.wanted.filter(wasAside)
  const nowMs = clock.now().epochMilliseconds
  const { findings, throttled, past: after } = judged(past, await traitsOfAll(fresh, deps), state.throttled ?? null, nowMs)
  const ofAgain = findingsOf(past, await traitsOfAll(again, deps))
  const refused = new Map<Told, string>(throttled === null ? refusedAgain(again, ofAgain) : refusedNow(fresh, findings, throttled))
  return {
    chosen: withoutRefused(chosen, refused),
    throttled: throttled ?? undefined,
    keep: async () => {
      if (fresh.length > 0 || throttled?.why !== state.throttled?.why) await pasts.put(source.id, after)
    },
  }
}

/** What was set aside before its source was itself again comes in, unless it looks like what it was set aside for. */
function refusedAgain(again: readonly Told[], findings: readonly Finding[]): readonly (readonly [Told, string])[] {
  return again.flatMap((one, at) => {
    const { isSpam = false, isOther = false } = findings[at] ?? {}
    if (isSpam) return [[one, aside('it repeats others, or only links elsewhere')] as const]
    return isOther === true ? [[one, aside('it is about something else than its source')] as const] : []
  })
}

function refusedNow(fresh: readonly Told[], findings: readonly Finding[], { why }: Throttled): readonly (readonly [Told, string])[] {
  const refused = why === 'flood' ? fresh.slice(FLOOD_ROOM) : fresh.filter((_, at) => isBad(findings[at] ?? UNKNOWN, why))
  return refused.map((one) => [one, aside(BECAUSE[why])] as const)
}

function withoutRefused(chosen: Chosen, refused: ReadonlyMap<Told, string>): Chosen {
  const wanted = chosen.wanted.filter((one) => !refused.has(one))
  const known = [...refused.keys()].flatMap(({ keys, hash, raw }) =>
    keys.map((key): KnownEntry => ({ key, hash: `${ASIDE}${hash}`, url: raw.url ?? null, articleId: null })),
  )
  return { ...chosen, wanted, known: [...chosen.known, ...known], reasons: [...chosen.reasons, ...refused.values()] }
}

async function traitsOfAll(told: readonly Told[], { onTopic = () => false }: JudgeDeps): Promise<readonly Traits[]> {
  const traits: Traits[] = []
  for (const [at, { raw }] of told.entries()) {
    // From the first on: many sources may have come to this in one turn.
    if (at % AT_ONCE === 0) await new Promise(setImmediate)
    traits.push(traitsOf(raw, onTopic))
  }
  if (told.length > 0) await new Promise(setImmediate)
  return traits
}

/** A source that is not itself is asked rarely, and says why. */
export function throttledState(source: Source, state: SourceState, throttled: Throttled | undefined): SourceState {
  if (throttled === undefined) return { ...state, throttled }
  return { ...state, throttled, trouble: troubleOf(source, throttled), nextPollAtMs: state.nextPollAtMs + RESTS_MS[throttled.why] }
}

/** A sentence with the words that overrule it. */
function troubleOf({ label, url }: Source, { why, sinceMs }: Throttled): string {
  const day = Temporal.Instant.fromEpochMilliseconds(sinceMs).toZonedDateTimeISO('UTC').toPlainDate()
  const words = BECAUSE[why].replace('its source brings', 'it brings')
  const since = day.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  return `Since ${since} ${words}: that is set aside, and it is read rarely; “sources keep ${label.length > LABEL_MOST ? url : label}” takes it as it is.`
}
