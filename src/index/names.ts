// Finds who and where: names of the lexicon first, then runs of capitalised words; short forms go back to the long one (pure).
import type { NameMention } from '../domain/passage.ts'
import type { Word } from './words.ts'
import { fitsCase, type Known, type NameBook, namesake } from './name-book.ts'
import { SENTENCE_STARTERS } from './abbreviations.ts'

const TITLES = new Set(
  `president vice prime minister deputy assistant foreign defence defense interior finance secretary general senior commander chief in-chief lieutenant colonel
major captain sergeant brigadier admiral marshal mr mrs ms dr sir lord lady king queen prince princess pope senator congressman congresswoman representative
governor mayor judge justice ambassador envoy spokesman spokeswoman spokesperson chairman chairwoman chair director premier chancellor professor leader
military army police former late acting gen lt col maj capt sgt gov sen rep rev fm pm dpm u daw state counsellor`.split(/\s+/),
)
const GROUP_WORD =
  /^(?:army|ministry|alliance|party|front|council|government|union|organi[sz]ation|committee|commission|agency|office|force|forces|police|court|parliament|senate|congress|company|corporation|corp|inc|ltd|bank|group|association|university|institute|centre|center|department|initiative|cooperation|league|club|church|navy|authority|administration|times|post|news|media|press|network|movement|militia|brigade|command)$/
const PLACE_WORD =
  /^(?:state|province|river|sea|island|islands|city|town|township|village|district|county|region|mountain|mountains|valley|bay|gulf|lake|street|avenue|road|airport|bridge|port|prefecture|peninsula|strait)$/
const CALENDAR_WORD =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)$/
const OFFICE = /^(?:affairs|defence|defense|interior|finance|justice|commerce|security|health)$/
const JOINS = new Set(['of', 'the', 'for', 'de', 'la', 'al', 'bin', 'and', 'von', 'van', 'da', 'del'])
const BEFORE_PLACE = new Set(['in', 'at', 'near', 'from', 'to', 'outside', 'around', 'into', 'across', 'towards', 'toward'])
const SAID = /^(?:said|says|told|added|asked|warned|announced|insisted|argued|noted|wrote)$/

/** `weak`: a lone word that opens a sentence; a name only if the text has it as part of one */
type Draft = { key: string; kind: NameMention['kind']; from: number; to: number; weak?: boolean }

/** Names over one article's words; short forms resolve to a longer name anywhere in the text. `text` gives the gaps between words. */
export function namesIn(text: string, words: readonly Word[], book: NameBook, published: string | null): NameMention[] {
  const drafts = fromBook(words, book, published)
  const taken = new Uint8Array(words.length)
  for (const draft of drafts) taken.fill(1, draft.from, draft.to)
  const runs = capitalisedRuns(text, words, taken).map((run) => withCountry(text, words, run, drafts))
  drafts.push(...runs)
  drafts.sort((a, b) => a.from - b.from)
  joinShortForms(drafts, words)
  return drafts.filter((draft) => draft.weak !== true).map(({ key, kind, from, to }) => mention(text, words, from, to, key, kind))
}

function mention(text: string, words: readonly Word[], from: number, to: number, key: string, kind: NameMention['kind']): NameMention {
  const start = words[from]?.start ?? 0
  const written = text.slice(start, words[to - 1]?.end ?? start).replace(/['’]s?$/, '')
  return { key, text: written, kind, start, end: start + written.length }
}

function fromBook(words: readonly Word[], book: NameBook, published: string | null): Draft[] {
  const drafts: Draft[] = []
  for (const match of book.matcher.matches(words.map((word) => word.folded))) {
    const written = words.slice(match.from, match.to)
    const fitting = match.values.filter((known: Known) => fitsCase(known.spelling, written))
    const near =
      fitting.length > 1
        ? words
            .slice(Math.max(0, match.from - 8), match.to + 6)
            .map((word) => word.folded)
            .join(' ')
        : ''
    const known = namesake(fitting, near, published)
    if (known !== null) drafts.push({ key: known.key, kind: known.kind, from: match.from, to: match.to })
  }
  return drafts
}

function capitalisedRuns(text: string, words: readonly Word[], taken: Uint8Array): Draft[] {
  const drafts: Draft[] = []
  const inside = insideSentences(words)
  for (let at = 0; at < words.length; at++) {
    if (!isCapital(words, at, taken)) continue
    let to = at + 1
    while (to < words.length && tight(text, words, to)) {
      if (isCapital(words, to, taken)) to++
      else if (JOINS.has(words[to]?.folded ?? '') && isCapital(words, to + 1, taken) && tight(text, words, to + 1) && joins(words, to))
        to += 2
      else break
    }
    const draft = readRun(text, words, at, to, inside)
    if (draft !== null) drafts.push(draft)
    at = to - 1
  }
  return drafts
}

/** "Myanmar National Democratic Alliance Army" and "Chinese Foreign Ministry": a country in front belongs to the group's name. */
function withCountry(text: string, words: readonly Word[], run: Draft, drafts: Draft[]): Draft {
  if (run.kind !== 'group' || !tight(text, words, run.from)) return run
  const at = drafts.findIndex((draft) => draft.to === run.from && draft.kind === 'place')
  const country = drafts[at]
  if (country === undefined || /['’]s?$/.test(words[run.from - 1]?.text ?? '')) return run
  drafts.splice(at, 1)
  return {
    ...run,
    from: country.from,
    key: `${words
      .slice(country.from, country.to)
      .map((word) => word.folded)
      .join(' ')} ${run.key}`,
  }
}

function isCapital(words: readonly Word[], at: number, taken: Uint8Array): boolean {
  const word = words[at]
  return word !== undefined && taken[at] !== 1 && word.capital && !CALENDAR_WORD.test(word.folded)
}

/** "and" joins only the parts of a group's name: "Belt and Road Initiative". */
function joins(words: readonly Word[], at: number): boolean {
  return words[at]?.folded !== 'and' || GROUP_WORD.test(words[at + 2]?.folded ?? '')
}

/** Only a space, a hyphen or an initial's stop between this word and the one before. */
function tight(text: string, words: readonly Word[], at: number): boolean {
  const gap = text.slice(words[at - 1]?.end ?? 0, words[at]?.start ?? 0)
  return gap === ' ' || gap === '-' || (gap === '. ' && (words[at - 1]?.text.length ?? 0) === 1)
}

/** Drops titles in front and a lone word that is capital only because a sentence begins with it. */
function readRun(text: string, words: readonly Word[], from: number, to: number, inside: Inside): Draft | null {
  const opensSentence = from === 0 || /[.!?:\n"“‘]\s*["“‘([-]*\s*$/.test(text.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0))
  const start = afterTitles(words, from, to, opensSentence)
  const titled = start > from
  const run = words.slice(start, to)
  const only = run[0]
  if (
    only === undefined ||
    run.every((word) => TITLES.has(word.folded) || JOINS.has(word.folded) || OFFICE.test(word.folded) || word.folded === 'foreign')
  )
    return null
  if (run.length === 1 && (only.stop || SENTENCE_STARTERS.has(only.folded) || TITLES.has(only.folded) || only.text.length < 2)) return null
  if (
    run.length === 1 &&
    opensSentence &&
    !titled &&
    only.text.slice(1) === only.text.slice(1).toLowerCase() &&
    !usedElsewhere(words, start, inside)
  ) {
    return { key: only.folded, kind: 'other', from: start, to, weak: true }
  }
  return { key: run.map((word) => word.folded).join(' '), kind: kindOf(words, start, to, titled), from: start, to }
}

/** Where the name itself begins: behind "Senior General", "Assistant Minister of Foreign Affairs", a sentence's first "But". */
function afterTitles(words: readonly Word[], from: number, to: number, opensSentence: boolean): number {
  let start = from
  if (opensSentence && start < to - 1 && SENTENCE_STARTERS.has(words[start]?.folded ?? '')) start++
  const titles = start
  while (start < to - 1 && TITLES.has(words[start]?.folded ?? '')) start++
  for (let at = start; start > titles && at < to - 1; at++) if (OFFICE.test(words[at]?.folded ?? '')) start = at + 1
  return GROUP_WORD.test(words[start]?.folded ?? '') && start === to - 1 ? titles : start
}

/** The same capitalised word stands somewhere in the middle of a sentence too. */
function usedElsewhere(words: readonly Word[], at: number, inside: Inside): boolean {
  if (SAID.test(words[at + 1]?.folded ?? '')) return true
  const other = inside.get(words[at]?.folded ?? '')
  return other !== undefined && other !== at
}

/** Capitalised words right behind a small one, and where each stands; -1 for more than one place. */
type Inside = ReadonlyMap<string, number>

function insideSentences(words: readonly Word[]): Inside {
  const inside = new Map<string, number>()
  words.forEach((word, at) => {
    const before = words[at - 1]
    if (!word.capital || before === undefined || word.start - before.end !== 1 || !/^\p{Ll}/u.test(before.text)) return
    inside.set(word.folded, inside.has(word.folded) ? -1 : at)
  })
  return inside
}

function kindOf(words: readonly Word[], from: number, to: number, titled: boolean): NameMention['kind'] {
  const last = words[to - 1]?.folded ?? ''
  if (GROUP_WORD.test(last) || words.slice(from, to).some((word) => GROUP_WORD.test(word.folded))) return 'group'
  if (PLACE_WORD.test(last)) return 'place'
  if (titled || SAID.test(words[to]?.folded ?? '') || SAID.test(words[from - 1]?.folded ?? '')) return 'person'
  if (to - from === 1 && /^\p{Lu}{2,}$/u.test(words[from]?.text ?? '')) return 'group'
  if (BEFORE_PLACE.has(words[from - 1]?.folded ?? '') && to - from <= 2) return 'place'
  return to - from >= 2 && to - from <= 4 ? 'person' : 'other'
}

/** "Nong" is Nong Rong where the text names him so; "Rong" too. Acronyms go to the name whose initials they are. */
function joinShortForms(drafts: readonly Draft[], words: readonly Word[]): void {
  const byPart = new Map<string, Draft>()
  const byInitials = new Map<string, Draft>()
  for (const draft of drafts) {
    if (draft.to - draft.from < 2) continue
    const parts = words.slice(draft.from, draft.to).map((word) => word.folded)
    if (draft.kind === 'person') {
      for (const part of [parts[0], parts.at(-1)]) if (part !== undefined && part.length > 2 && !byPart.has(part)) byPart.set(part, draft)
    } else {
      const initials = parts
        .filter((part) => !JOINS.has(part))
        .map((part) => part.charAt(0))
        .join('')
      if (initials.length >= 2 && !byInitials.has(initials)) byInitials.set(initials, draft)
    }
  }
  for (const draft of drafts) {
    if (draft.to - draft.from !== 1) continue
    const word = words[draft.from]
    const long =
      word === undefined
        ? undefined
        : (byPart.get(word.folded) ?? (/^\p{Lu}{2,}$/u.test(word.text) ? byInitials.get(word.folded) : undefined))
    if (long === undefined || (draft.kind === 'place' && long.kind === 'person')) continue
    draft.key = long.key
    draft.weak = false
    draft.kind = long.kind
  }
}
