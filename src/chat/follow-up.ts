// What a remark in a thread asks for, given what the thread holds (pure).
import { withoutEndMarks } from '../base/end-marks.ts'
import type { Conversation, Turn } from '../domain/conversation.ts'
import { askedOfThread } from './asked-of-thread.ts'
import { askedWith, carriedOver } from './carry-over.ts'
import type { Context, NameKind } from './remark-words.ts'
import { timeAsked } from './overall.ts'
import { withoutPrefix } from './parse-command.ts'

export type FollowUp =
  | Readonly<{ kind: 'quote'; n: number }>
  | Readonly<{ kind: 'quotes' | 'shorter' | 'more' | 'disputes' | 'timeline' | 'sources' | 'changed' | 'voices' }>
  | Readonly<{ kind: 'courtesy' }>
  /** `n`: the quote it is about, null for all that were shown */
  | Readonly<{ kind: 'speakers' | 'confirmed' | 'published'; n: number | null }>
  /** `question` asks for the date, should none of the quotes hold one */
  | Readonly<{ kind: 'when'; n: number | null; question: string }>
  /** the same again, of articles since or before a date in words; `question` takes the words along, should they be no date */
  | Readonly<{ kind: 'dated'; side: 'since' | 'before'; words: string; question: string }>
  /** the last question again, of other sources than the first shown or of one source alone */
  | Readonly<{ kind: 'others' }>
  /** the sources that say what the first quote says */
  | Readonly<{ kind: 'agreeing' }>
  /** who says these words; a question when nobody does */
  | Readonly<{ kind: 'saying'; words: string; question: string }>
  | Readonly<{ kind: 'from'; source: string }>
  /** `about`: a name the answer must mention, or it answers something else */
  | Readonly<{ kind: 'question'; text: string; alternatives: readonly string[]; about: string | null }>
  /** leans on nothing in the thread: a command or a new question */
  | Readonly<{ kind: 'fresh' }>

const FRESH: FollowUp = { kind: 'fresh' }
const DATED =
  /^(?:(?:and|but|only|just|what about|anything|what(?:['’]?s| is) new|new|news|the same|same|what (?:happened|changed)|any(?:thing)? (?:news?|new))[ ,]+)*(since|before|until)\s+(\S.*)$/iu

/**
 * Resolves a remark. `nameKind` knows the names of the lexicon.
 * Without a conversation, or with one that has no turn yet, everything is fresh. `meant`: what a pronoun in it was found to stand for.
 */
export function resolve(
  text: string,
  conversation: Conversation | null,
  nameKind: NameKind = () => null,
  meant: Context['meant'] = null,
): FollowUp {
  const turns = conversation?.turns ?? []
  const last = turns.at(-1)
  const said = withoutPrefix(text)
  if (last === undefined || said === '') return FRESH
  const asked = askedOfThread(said)
  if (asked?.kind === 'saying') return { ...asked, question: said }
  if (asked !== null) return fromThread(asked, last, turns)
  const ended = withoutEndMarks(said).replace(/’/g, "'")
  const dated = DATED.exec(ended)
  if (dated !== null) {
    const side = dated[1]?.toLowerCase() === 'since' ? 'since' : 'before'
    return { kind: 'dated', side, words: dated[2] ?? '', question: `${withoutEndMarks(last.resolved)} ${dated[1]} ${dated[2]}?` }
  }
  const time = timeAsked(ended.toLowerCase().replace(/\bwhats\b/u, "what's"))
  if (time !== null) return { kind: 'dated', side: 'since', words: time, question: `${withoutEndMarks(last.resolved)} ${time}?` }
  const carried = carriedOver(said, { ...contextOf(turns, last, nameKind), meant })
  return carried === null ? FRESH : { kind: 'question', ...carried }
}

function fromThread(
  asked: Exclude<ReturnType<typeof askedOfThread>, { kind: 'saying' } | null>,
  last: Turn,
  turns: readonly Turn[],
): FollowUp {
  const focus = last.focus ?? null
  switch (asked.kind) {
    case 'last-quote':
      return { kind: 'quote', n: Math.max(1, turns.findLast(({ cited }) => cited.length > 0)?.cited.length ?? 0) }
    case 'speakers':
    case 'published':
    case 'confirmed':
      return { kind: asked.kind, n: asked.n ?? focus }
    case 'when':
      return { kind: 'when', n: asked.n ?? focus, question: askedWith('when', last.resolved) }
    default:
      return asked
  }
}

/** People whom a remark meant by the pronoun: they are in the question it became and not in the remark. */
function calledBy(pronoun: RegExp, turns: readonly Turn[]): readonly string[] {
  const people = turns.flatMap(({ mentions = [] }) => mentions.filter(({ kind }) => kind === 'person').map(({ text }) => text))
  const meant = ({ question, resolved }: Turn) =>
    pronoun.test(question) ? people.filter((name) => resolved.includes(name) && !question.includes(name)) : []
  return [...new Set(turns.flatMap(meant))]
}

function contextOf(turns: readonly Turn[], last: Turn, nameKind: NameKind): Context {
  const mentions = turns.toReversed().flatMap((turn) => turn.mentions ?? [])
  // A follow-up that became a question of its own has left the topic's breadth; the first turn with the topic has it.
  const onTopic = turns.find(({ topic }) => topic === last.topic)?.resolved === last.resolved
  const mentioned = (words: string) => mentions.find(({ text }) => text.toLowerCase() === words.toLowerCase())?.kind ?? null
  const called = { he: calledBy(/\b(?:he|him|his)\b/iu, turns), she: calledBy(/\b(?:she|her|hers)\b/iu, turns) }
  return {
    question: last.resolved,
    mentions,
    called,
    topic: onTopic ? last.topic : null,
    nameKind: (words) => mentioned(words) ?? nameKind(words),
  }
}
