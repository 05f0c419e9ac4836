// Judges the digests of a stream by what its editor expects: what was told again, what was never told, what was not called what it is (pure).
import type { DigestPreview } from '../../../src/digest/digest.ts'
import type { Node } from '../../../src/domain/document.ts'
import type { Day, Stream } from './stream.ts'

/** How many of how many; `faults` says where, for the half that may be looked at. */
export type Count = Readonly<{ right: number; of: number; faults: readonly string[] }>

export type Judgement = Readonly<{
  /** facts told again, by an earlier day's edition or in the same one */
  repeated: readonly string[]
  /** lines of filler told again */
  fillerRepeated: readonly string[]
  /** facts not told by the day after they arrived */
  missed: readonly string[]
  updates: Count
  corrections: Count
  retractions: Count
  disputesOpened: Count
  disputesClosed: Count
  quiet: Count
  /** claims told of all days */
  claims: number
}>

type Edition = Readonly<{
  day: Day
  told: readonly string[]
  claims: readonly string[]
  lines: readonly string[]
  kind: DigestPreview['kind']
}>

export function judge(stream: Stream, previews: readonly DigestPreview[]): Judgement {
  const editions = previews.flatMap((preview, at): Edition[] => {
    const day = stream.days[at]
    if (day === undefined) return []
    const claims = preview.claims.map((claim) => claim.text)
    return [
      { day, claims, told: claims.flatMap((text) => factsIn(text, stream)), lines: linesOf(preview.document.nodes), kind: preview.kind },
    ]
  })
  return {
    ...repeatedIn(editions, stream),
    missed: missedIn(editions),
    updates: counted(
      editions,
      ({ expect }) => expect.updates,
      (update, edition) => isLabelled(update, edition, /^(?:\[\d+\] )?update/i, stream),
    ),
    corrections: counted(
      editions,
      ({ expect }) => onePerFact(expect.corrections),
      (made, edition) => isLabelled(made, edition, /^correct/i, stream) && isAhead(edition, /^correct/i),
    ),
    retractions: counted(
      editions,
      ({ expect, arrivals }) => (expect.retractions.length === 0 ? [] : [{ ids: expect.retractions, arrivals }]),
      ({ ids, arrivals }, edition) => {
        const gone = arrivals
          .filter(({ article }) => ids.includes(article.id))
          .map(({ article }) => `${article.publisher}|${article.headline}`)
        const lines = edition.lines.filter((line) => /^(?:retract|withdr)/i.test(line))
        return (
          gone.some((one) => lines.some((line) => one.split('|').some((words) => line.includes(words)))) &&
          isAhead(edition, /^(?:retract|withdr)/i)
        )
      },
    ),
    disputesOpened: counted(
      editions,
      ({ expect }) => expect.disputesOpened,
      (facts, edition) => isDisputed(facts, edition, stream),
    ),
    disputesClosed: counted(
      editions,
      ({ expect }) => expect.disputesClosed,
      (facts, edition) => isClosed(facts, edition, stream),
    ),
    quiet: counted(
      editions,
      ({ expect, day }) => (expect.quiet ? [day] : []),
      (_, { kind }) => kind === 'quiet',
    ),
    claims: editions.reduce((sum, { claims }) => sum + claims.length, 0),
  }
}

function repeatedIn(editions: readonly Edition[], { filler }: Stream): Pick<Judgement, 'repeated' | 'fillerRepeated'> {
  const seen = new Set<string>()
  const [repeated, fillerRepeated]: [string[], string[]] = [[], []]
  for (const { day, told, claims } of editions) {
    for (const fact of told) {
      if (seen.has(fact)) repeated.push(`${day.day} ${fact}`)
      seen.add(fact)
    }
    for (const line of filler.filter((line) => claims.some((claim) => claim.includes(line)))) {
      if (seen.has(line)) fillerRepeated.push(`${day.day} ${line}`)
      seen.add(line)
    }
  }
  return { repeated, fillerRepeated }
}

function missedIn(editions: readonly Edition[]): string[] {
  return editions.flatMap(({ day: { day, expect }, told }, at) => {
    const news = [...expect.new, ...expect.updates.map(({ fact }) => fact), ...onePerFact(expect.corrections).map(({ fact }) => fact)]
    const soon = new Set([...told, ...(editions[at + 1]?.told ?? [])])
    return news.filter((fact) => !soon.has(fact)).map((fact) => `${day} ${fact}`)
  })
}

type Changed = Readonly<{ fact: string; from: string; to: string }>

function isLabelled({ fact, from, to }: Changed, { lines }: Edition, label: RegExp, stream: Stream): boolean {
  return lines.some((line) => label.test(line) && factsIn(line, stream).includes(fact) && says(line, from) && says(line, to))
}

/** No line of news stands before the last of these. */
function isAhead({ lines }: Edition, label: RegExp): boolean {
  const last = lines.findLastIndex((line) => label.test(line))
  return lines.slice(0, last).every((line) => !line.startsWith('“') && !/^update/i.test(line))
}

const OPENS = /^(?:now disputed|sources differ|new dispute)/i
const CLOSES = /^(?:no longer disputed|settled|now agree)/i

function isDisputed(facts: readonly string[], { lines }: Edition, stream: Stream): boolean {
  const at = lines.findIndex((line) => OPENS.test(line))
  if (at < 0) return false
  // A position that was read in full above is pointed to there.
  const shown = lines.flatMap((line) => factsIn(line, stream))
  return facts.every((fact) => shown.includes(fact))
}

function isClosed(facts: readonly string[], { lines }: Edition, stream: Stream): boolean {
  const closing = lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => CLOSES.test(line)),
    ),
  )
  return lines.some((line) => CLOSES.test(line)) && closing.some((line) => factsIn(line, stream).some((fact) => facts.includes(fact)))
}

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen']
const MORE = ['fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty']
const NUMBERS: ReadonlyMap<string, string> = new Map([...WORDS, ...MORE].map((word, at) => [word, String(at)]))

/** In these words, or the number in digits. */
function says(line: string, words: string): boolean {
  const inDigits = (text: string) => text.toLowerCase().replaceAll(/[a-z]+/g, (word) => NUMBERS.get(word) ?? word)
  const asked = inDigits(words).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\d,])${asked}(?![\\d]|,\\d)`).test(inDigits(line))
}

function factsIn(text: string, { facts }: Stream): string[] {
  const plain = unquoted(text)
  return facts.flatMap(({ id, wordings }) => (wordings.some((wording) => plain.includes(unquoted(wording))) ? [id] : []))
}

/** Quotation marks are set anew inside of a quotation. */
const unquoted = (text: string) => text.replaceAll(/["“”‘’']/g, '')

function onePerFact<T extends Readonly<{ fact: string }>>(made: readonly T[]): T[] {
  return made.filter((one, at) => made.findIndex(({ fact }) => fact === one.fact) === at)
}

function counted<T>(
  editions: readonly Edition[],
  expected: (day: Day) => readonly T[],
  isRight: (one: T, edition: Edition) => boolean,
): Count {
  const all = editions.flatMap((edition) => expected(edition.day).map((one) => ({ one, edition, right: isRight(one, edition) })))
  const wrong = all.filter(({ right }) => !right)
  const faults = wrong.map(({ one, edition }) => `${edition.day.day} ${JSON.stringify(one).slice(0, 120)}`)
  return { right: all.length - wrong.length, of: all.length, faults }
}

function linesOf(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'claim') return [[...node.inlines, ...node.sources.flat()].map(({ text }) => text).join(' ')]
    if (node.kind === 'paragraph' || node.kind === 'note') return [node.inlines.map(({ text }) => text).join('')]
    if (node.kind === 'heading') return [node.text]
    return node.kind === 'list' ? node.items.map((item) => item.map(({ text }) => text).join('')) : []
  })
}
