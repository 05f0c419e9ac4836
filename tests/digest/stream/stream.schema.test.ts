// Checks that the written news streams agree with themselves, so that what judges the digests can be trusted.
import { describe, expect, it } from 'vitest'
import { type Day, KINDS, readStream, type Stream, STREAM_DAYS, sentencesOf } from './stream.ts'

const WORDINGS = 20 // for a fact with at least half the month before it
const FEW_WORDINGS = 8 // for a changed figure, a withdrawn report, or a fact of the second half of the month
const LATE_DAY = 15

/** What each fact's first day is (1 = the baseline), and which sentences arrive when. */
function arrivalsByFact(stream: Stream): {
  readonly firstDay: ReadonlyMap<string, number>
  readonly factsOfDay: readonly ReadonlySet<string>[]
} {
  const factOf = new Map(stream.facts.flatMap((fact) => fact.wordings.map((wording) => [wording, fact.id] as const)))
  const known = [...factOf.keys(), ...stream.filler]
  const firstDay = new Map<string, number>()
  const factsOfDay = stream.days.map((day, index) => {
    const facts = new Set<string>()
    for (const { op, article } of day.arrivals) {
      if (op === 'withdraw') continue
      for (const sentence of sentencesOf(article.text, known) ?? []) {
        const fact = factOf.get(sentence)
        if (fact !== undefined) facts.add(fact)
      }
    }
    for (const fact of facts) if (!firstDay.has(fact)) firstDay.set(fact, index + 1)
    return facts
  })
  return { firstDay, factsOfDay }
}

/** Articles as they stand before each arrival, for checking what a change changes. */
function eachArrival(stream: Stream, look: (arrival: Day['arrivals'][number], before: string | undefined, day: number) => void): void {
  const state = new Map<string, string>()
  stream.days.forEach((day, index) => {
    for (const arrival of day.arrivals) {
      look(arrival, state.get(arrival.article.id), index + 1)
      state.set(arrival.article.id, arrival.article.text)
    }
  })
}

function localTime(instant: string, zone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
}

function ageInDays(day: string, publishedAt: string): number {
  return (Date.parse(`${day}T12:00:00Z`) - Date.parse(publishedAt)) / 86_400_000
}

function articleIds(stream: Stream): Set<string> {
  return new Set(stream.days.flatMap((day) => day.arrivals.map(({ article }) => article.id)))
}

const HALVES = ['shown', 'unseen'] as const

describe.each(HALVES)('the written stream, half "%s"', (half) => {
  const stream = readStream(half)
  const { firstDay, factsOfDay } = arrivalsByFact(stream)
  const dayNumber = (test: (day: Day) => boolean): number[] => stream.days.flatMap((day, index) => (test(day) ? [index + 1] : []))

  it('has consecutive days, and arrivals that were published before the digest of their day', () => {
    stream.days.forEach((day, index) => {
      const first = Date.parse(`${stream.days[0]?.day}T00:00:00Z`)
      expect(day.day).toBe(new Date(first + index * 86_400_000).toISOString().slice(0, 10))
      for (const { op, kind, article } of day.arrivals) {
        expect(localTime(article.publishedAt, stream.zone) < `${day.day}T08:00`, article.id).toBe(true)
        if (op !== 'add') continue
        const late = kind === 'late-new' || kind === 'late-old'
        expect(ageInDays(day.day, article.publishedAt) > 4, article.id).toBe(late)
      }
    })
  })

  it('is made of nothing but wordings of its facts and filler, three to seven sentences an article', () => {
    const known = [...stream.facts.flatMap((fact) => fact.wordings), ...stream.filler]
    expect(new Set(known).size).toBe(known.length)
    eachArrival(stream, ({ article }) => {
      const count = sentencesOf(article.text, known)?.length ?? 0
      expect(count, article.id).toBeGreaterThanOrEqual(3)
      expect(count, article.id).toBeLessThanOrEqual(7)
    })
  })

  it('uses every wording and every line of filler in some article', () => {
    const texts = stream.days.flatMap((day) => day.arrivals.map(({ article }) => article.text))
    const all = [...stream.facts.flatMap((fact) => fact.wordings), ...stream.filler]
    expect(all.filter((sentence) => !texts.some((text) => text.includes(sentence)))).toEqual([])
  })

  it('words every fact often enough, and early facts twenty times', () => {
    const withdrawn = new Set<string>()
    for (const day of stream.days) for (const { op, article } of day.arrivals) if (op === 'withdraw') withdrawn.add(article.text)
    for (const fact of stream.facts) {
      const short =
        fact.replaces !== undefined ||
        (firstDay.get(fact.id) ?? STREAM_DAYS) >= LATE_DAY ||
        stream.days.some((day) => day.expect.corrections.some((made) => replacedBy(stream, made.fact) === fact.id)) ||
        [...withdrawn].some((text) => fact.wordings[0] !== undefined && text.includes(fact.wordings[0]))
      expect(fact.wordings.length, fact.id).toBeGreaterThanOrEqual(short ? FEW_WORDINGS : WORDINGS)
    }
    const early = stream.facts.filter((fact) => fact.wordings.length >= WORDINGS)
    expect(early.length).toBeGreaterThanOrEqual(12)
  })

  it('spreads every much-worded fact over many publishers and days', () => {
    for (const fact of stream.facts) {
      const publishers = new Set<string>()
      const days = new Set<string>()
      for (const day of stream.days)
        for (const { article } of day.arrivals)
          if (fact.wordings.some((wording) => article.text.includes(wording))) {
            publishers.add(article.publisher)
            days.add(day.day)
          }
      const much = fact.wordings.length >= WORDINGS
      expect(publishers.size, fact.id).toBeGreaterThanOrEqual(much ? 6 : 3)
      expect(days.size, fact.id).toBeGreaterThanOrEqual(much ? 9 : 1)
    }
  })

  it('expects a fact as news on the day it first arrives and as no news after', () => {
    stream.days.forEach(({ expect: told }, index) => {
      const first = [...(factsOfDay[index] ?? [])].filter((id) => firstDay.get(id) === index + 1)
      const old = [...(factsOfDay[index] ?? [])].filter((id) => firstDay.get(id) !== index + 1)
      const expected = [...told.new, ...told.updates.map(({ fact }) => fact), ...new Set(told.corrections.map(({ fact }) => fact))]
      expect([...expected].sort()).toEqual(first.sort())
      expect([...told.notNews].sort()).toEqual(old.sort())
    })
  })

  it('names only facts and articles that exist, and the fact that each changed figure replaces', () => {
    const ids = new Set(stream.facts.map(({ id }) => id))
    expect(ids.size).toBe(stream.facts.length)
    const articles = articleIds(stream)
    for (const fact of stream.facts)
      if (fact.replaces !== undefined) {
        expect(ids.has(fact.replaces), fact.id).toBe(true)
        expect(firstDay.get(fact.replaces) ?? STREAM_DAYS).toBeLessThan(firstDay.get(fact.id) ?? 0)
      }
    for (const { expect: told } of stream.days) {
      const named = [...told.new, ...told.notNews, ...told.disputesOpened.flat(), ...told.disputesClosed.flat()]
      expect(named.filter((id) => !ids.has(id))).toEqual([])
      const changed = [...told.updates, ...told.corrections]
      expect(changed.filter(({ fact }) => replacedBy(stream, fact) === undefined)).toEqual([])
      const about = [...told.retractions, ...told.corrections.map(({ articleId }) => articleId)]
      expect(about.filter((id) => !articles.has(id))).toEqual([])
    }
  })

  it('changes and withdraws only articles that arrived, and a cosmetic change changes no fact', () => {
    const factOf = (text: string): string[] =>
      stream.facts.filter((fact) => fact.wordings.some((wording) => text.includes(wording))).map(({ id }) => id)
    const gone = new Set<string>()
    eachArrival(stream, ({ op, kind, article }, before) => {
      expect(before === undefined, article.id).toBe(op === 'add')
      expect(gone.has(article.id), article.id).toBe(false)
      if (op === 'withdraw') gone.add(article.id)
      expect(op === 'withdraw', article.id).toBe(kind === 'retraction')
      const copy = kind === 'redated-copy' || kind === 'retitled-copy'
      const edit = kind === 'cosmetic' || kind === 'correction'
      if (op === 'change' || edit) expect(edit || (copy && article.text === before), article.id).toBe(true)
      if (edit) expect(op, article.id).toBe('change')
      if (kind === 'cosmetic') {
        expect(article.text).not.toBe(before)
        expect(factOf(article.text)).toEqual(factOf(before ?? ''))
      }
      if (kind === 'correction') expect(factOf(article.text)).not.toEqual(factOf(before ?? ''))
    })
  })

  it('expects the corrections and retractions that arrive', () => {
    for (const { arrivals, expect: told } of stream.days) {
      const of = (kind: string): string[] => arrivals.filter((arrival) => arrival.kind === kind).map(({ article }) => article.id)
      expect(told.retractions).toEqual(of('retraction'))
      expect([...new Set(told.corrections.map(({ articleId }) => articleId))]).toEqual(of('correction'))
    }
  })

  it('calls a day quiet only when nothing is expected of it, at least five times', () => {
    const nothing = ({ expect: told }: Day): boolean =>
      [told.new, told.updates, told.corrections, told.retractions, told.disputesOpened, told.disputesClosed].every(
        (list) => list.length === 0,
      )
    const quiet = dayNumber((day) => day.expect.quiet)
    expect(quiet).toEqual(dayNumber(nothing))
    expect(quiet.length).toBeGreaterThanOrEqual(5)
  })

  it('has every kind of event at least twice', () => {
    for (const kind of KINDS) {
      const days = dayNumber((day) => day.arrivals.some((arrival) => arrival.kind === kind))
      expect(days.length, kind).toBeGreaterThanOrEqual(2)
    }
    const kindsOfDay: readonly (readonly [string, (day: Day) => boolean])[] = [
      ['new', (day) => day.expect.new.length > 0],
      ['update', (day) => day.expect.updates.length > 0],
      ['dispute opened', (day) => day.expect.disputesOpened.length > 0],
      ['dispute closed', (day) => day.expect.disputesClosed.length > 0],
      ['vanished', (day) => day.vanished !== undefined],
    ]
    for (const [name, test] of kindsOfDay) expect(dayNumber(test).length, name).toBeGreaterThanOrEqual(2)
    expect(raisedThenLowered(stream)).toBeGreaterThanOrEqual(2)
  })

  it('hears no more from a source after it has vanished', () => {
    stream.days.forEach((day, index) => {
      for (const publisher of day.vanished ?? []) {
        const before = stream.days.slice(0, index).flatMap(({ arrivals }) => arrivals)
        const after = stream.days.slice(index).flatMap(({ arrivals }) => arrivals)
        expect(before.some(({ article }) => article.publisher === publisher)).toBe(true)
        expect(after.some(({ article }) => article.publisher === publisher)).toBe(false)
      }
    })
  })

  it('keeps every article on the beat', () => {
    const words = stream.beat.aliases
    eachArrival(stream, ({ article }) => {
      const text = `${article.headline} ${article.text}`
      expect(
        words.some((word) => text.includes(word)),
        article.id,
      ).toBe(true)
    })
  })
})

describe('the two halves of the written stream', () => {
  const [shown, unseen] = [readStream('shown'), readStream('unseen')]

  it('share no sentence, no publisher and no word of the beat', () => {
    const sentences = (stream: Stream): string[] => [...stream.facts.flatMap((fact) => fact.wordings), ...stream.filler]
    const publishers = (stream: Stream): string[] => stream.days.flatMap((day) => day.arrivals.map(({ article }) => article.publisher))
    for (const list of [sentences, publishers, (stream: Stream) => stream.beat.aliases]) {
      const mine = new Set(list(shown))
      expect(list(unseen).filter((entry) => mine.has(entry))).toEqual([])
    }
    const text = JSON.stringify(unseen)
    for (const alias of shown.beat.aliases) expect(new RegExp(`\\b${alias}\\b`).test(text), alias).toBe(false)
  })
})

function replacedBy(stream: Stream, id: string): string | undefined {
  return stream.facts.find((fact) => fact.id === id)?.replaces
}

/** How many chains of figures first grow and then shrink. */
function raisedThenLowered(stream: Stream): number {
  const updates = stream.days.flatMap((day) => day.expect.updates)
  const amount = (text: string): number => Number(text.replaceAll(',', ''))
  return updates.filter((raised) => {
    const lowered = updates.find(({ fact }) => replacedBy(stream, fact) === raised.fact)
    return lowered !== undefined && amount(raised.to) > amount(raised.from) && amount(lowered.to) < amount(lowered.from)
  }).length
}
