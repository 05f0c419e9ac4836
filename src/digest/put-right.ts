// What a sentence of a changed article says otherwise than the version before it (pure).
import { isStopWord } from '../base/stop-words.ts'
import { tokensOf } from '../base/tokens.ts'
import { isNumberWord } from './number-words.ts'

/** The words that went and those that came in their place; they hold a number, a day or a name. */
export type PutRight = Readonly<{ from: string; to: string }>

/** Share of words that two wordings of one sentence have in common. */
const ALIKE = 0.5
const SENTENCE = /[^.!?\n]+[.!?]*["”’]?/gu
const CALENDAR =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)$/

type Word = Readonly<{ text: string; shown: string; telling: boolean }>

/** Null when the sentence stood there before, in much the same words, or has no counterpart. */
export function putRight(sentence: string, before: string): PutRight | null {
  if (before.includes(sentence)) return null
  const now = wordsIn(sentence)
  let best: readonly Word[] = []
  let most = ALIKE
  for (const [candidate] of before.matchAll(SENTENCE)) {
    const words = wordsIn(candidate)
    const share = alike(now, words)
    if (share >= most) [best, most] = [words, share]
  }
  if (best.length === 0) return null
  const [gone, come] = [without(best, now), without(now, best)]
  if (![...gone, ...come].some(({ telling }) => telling)) return null
  return { from: shown(gone), to: shown(come) }
}

function wordsIn(sentence: string): readonly Word[] {
  return tokensOf(sentence)
    .map(({ text, start, end, capital }, at, all) => ({
      text,
      shown: sentence.slice(start, end),
      telling: isNumberWord(text) || CALENDAR.test(text) || (capital && (at > 0 || opensName(all, sentence))),
    }))
    .filter(({ text, telling }) => telling || !isStopWord(text))
}

/** The first word of a sentence is of a name when the next is too. */
const opensName = ([first, second]: readonly Readonly<{ start: number; end: number; capital: boolean }>[], sentence: string) =>
  first !== undefined && second?.capital === true && sentence.slice(first.end, second.start) === ' '

function alike(a: readonly Word[], b: readonly Word[]): number {
  const [one, other] = [new Set(a.map(({ text }) => text)), new Set(b.map(({ text }) => text))]
  const shared = [...one].filter((text) => other.has(text)).length
  return shared / Math.max(1, one.size, other.size)
}

/** Those that the other has not; where any of them tells, the telling ones alone. */
function without(words: readonly Word[], other: readonly Word[]): readonly Word[] {
  const left = words.filter(({ text }) => !other.some((word) => word.text === text))
  const telling = left.filter((word) => word.telling)
  return telling.length > 0 ? telling : left
}

const shown = (words: readonly Word[]): string => words.map((word) => word.shown).join(' ')
