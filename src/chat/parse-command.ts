// What follows `/brief`, or is said to the bot outside a thread → a command (pure). Any sentence is a question.
import { withoutEndMarks } from '../base/end-marks.ts'
import { spelledOut } from '../base/chat-english.ts'
import type { Topic } from '../domain/topic.ts'
import { type AboutTheBot, aboutTheBot } from './about-the-bot.ts'
import { overall } from './overall.ts'
import { commandMeant } from './nearest-command.ts'
import { type ExportCommand, exportCommand } from './parse-export.ts'
import { type PersonalCommand, personalCommand } from './parse-personal.ts'
import { type SourceCommand, sourceCommand } from './parse-source.ts'
import { subscriptionCommand } from './parse-subscription.ts'
import { type TopicsCommand, topicsCommand } from './parse-topics.ts'
import type { SubscriptionCommand } from './subscription-command.ts'
import { type CommandContext, nearestTopic, topicCalled, unknownTopic } from './topic-words.ts'

export type { CommandContext } from './topic-words.ts'

export type Command =
  | Readonly<{ kind: 'help' }>
  | Readonly<{ kind: 'courtesy' }>
  | Readonly<{ kind: 'question'; text: string }>
  /** `since`: words for a date, as written */
  | Readonly<{ kind: 'topic'; topic: Topic; since: string | null }>
  | Readonly<{ kind: 'suggest'; typed: string; topic: Topic }>
  /** `meant`: the command that was mistyped, whole */
  | Readonly<{ kind: 'mistyped'; typed: string; meant: string }>
  | Readonly<{ kind: 'timeline' | 'disputes'; about: string | null }>
  /** `whole`: of all that is read here, and not of the answer in whose thread it is said */
  | Readonly<{ kind: 'sources'; whole?: true }>
  | Readonly<{ kind: 'status' }>
  | AboutTheBot
  | ExportCommand
  /** what a person finds in the bot's own place */
  | Readonly<{ kind: 'home' }>
  /** how the last answer came about; `n`: one claim of it. `bare`: without a number, which in a thread may be a question */
  | Readonly<{ kind: 'why'; n: number | null; bare: boolean }>
  | Readonly<{ kind: 'digest'; topic: string }>
  | SourceCommand
  | TopicsCommand
  | PersonalCommand
  | SubscriptionCommand

const SHORTEST = 8 // characters of a question in a paste
const LONG = 240 // characters; in more than that there is a question, and what leads to it
const MAX_QUESTION = 1000 // characters; more is a document, not a question
const HELP =
  /^(help( me)?|h|menu|start|tutorial|instructions|\?+|commands?|topic|what can (you|i) (do|ask)( you| here)?|how (do i use (this|you|it)|does (this|it) work))$/
const GREETING =
  'thanks?( you)?( (so|very) much| a lot)?|thx|ty|cheers|ok(ay)?|great|cool|nice|perfect|got it|good (job|work|bot)|well done|hi|hello|hey|good (morning|evening|afternoon)|((is )?any(one|body) |are you |you )?(there|here|awake)|test(ing)?|ping|yes|yep|no|nope|sure|right|lol|haha|👍|🙏|🙂|hiya|howdy|yo|sup|greetings|(good)?bye|see you'
const COURTESY = new RegExp(`^(?:${GREETING})(?:[ ,!.]+(?:${GREETING}|bot|all|everyone|everybody|team|a lot|so much))*$`, 'u')
const ABOUT = String.raw`(?:\s+(?:of|for|on|about|in|over)\s+(?:the\s+)?|\s+)`
const TIMELINE = new RegExp(String.raw`^(?:(?:show|give)\s+(?:me\s+)?)?(?:the\s+|a\s+)?(?:timeline|chronology)(?:${ABOUT}(.+))?$`, 'iu')
const DISPUTES = new RegExp(
  String.raw`^(?:(?:show|list)\s+(?:me\s+)?)?(?:the\s+)?(?:disputes?|disagreements?|what(?:'s| is) disputed)(?:${ABOUT}(.+))?$`,
  'iu',
)
const BRIEFING =
  /^(?:(?:brief(?:ing)?(?:\s+me)?|news|latest|update(?:\s+me)?|topic|report)\s+(?:(?:on|about|of|from)\s+)?(.+)|(.+?)\s+(?:briefing|brief|news))$/iu
const WHAT_CHANGED = /^what(?:'s| has| is)? (?:new|changed|happening|going on)$/
const WHY = /^(?:why|evidence|the evidence|record)(?:\s+(?:for\s+)?(?:claim\s+|quote\s+|number\s+|#)?(\d{1,3}))?$/u
const STATUS = /^(?:status|the status|(?:show\s+)?(?:the\s+)?(?:budget|usage))$/u
const SINCE = /^(.*?)(?:^|\s)since\s+(?!when\b)(.+)$/iu

/** The words said, without `/brief`, a slash and what surrounds them. */
export function withoutPrefix(text: string): string {
  return text
    .replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')
    .replace(/^\/(?:brief\b)?\s*/i, '')
    .trim()
}

/** What is said of more than can be one question. */
export const TOO_LONG: Command = {
  kind: 'mend',
  text: `That is too long to be one question: please ask in under ${MAX_QUESTION} characters.`,
}

export function parseCommand(said: string, context: CommandContext): Command {
  const text = askedInPaste(withoutPrefix(said))
  const plain = plainly(text)
  if (plain === '' || HELP.test(plain)) return { kind: 'help' }
  if (COURTESY.test(plain)) return { kind: 'courtesy' }
  if (text.length > MAX_QUESTION) return TOO_LONG
  return (
    named(text, plain, context) ??
    aboutTheBot(text, plain, context.topics) ??
    aboutTopic(text, plain, context) ?? { kind: 'question', text: asked(text) }
  )
}

/** What somebody asks under or over a long paste; the whole of it where that holds no question. */
function askedInPaste(text: string): string {
  if (text.length <= LONG) return text
  const last =
    text
      .split(/(?<=[.!?？。\n])/u)
      .findLast((part) => part.length > SHORTEST && /[?？]$/u.test(part))
      ?.trim() ?? ''
  return last.split(/\s+/u).length > 2 && last.length <= LONG ? last : text
}

/** In small letters and without end marks, spelt out where it was typed in a hurry. */
function plainly(text: string): string {
  const typed = withoutEndMarks(text.toLowerCase().replace(/’/g, "'"))
  const whole = typed.length > MAX_QUESTION ? typed : spelledOut(typed)
  return (whole === '' ? typed : whole).replace(/\b(what|who|where|when|how|that|it)s\b(?! (?:own|use))/gu, "$1's")
}

/** `ask …` only says that what follows is a question, and `brief me on …` that it is a wish. */
function asked(text: string): string {
  const question = text
    .replace(/^ask(?:ing)?\s*:?\s+/i, '')
    .replace(
      /^(?:please\s+)?(?:brief(?:ing)?(?:\s+(?:me|us))?|update(?:\s+(?:me|us))?|fill\s+(?:me|us)\s+in|catch\s+(?:me|us)\s+up)\s+(?:on|about)\s+(?=\S)/iu,
      '',
    )
  return /^["“](.+)["”]$/u.exec(question)?.[1] ?? question
}

function named(text: string, plain: string, context: CommandContext): Command | null {
  const [verb = '', ...rest] = text.split(/\s+/u)
  const said = rest.join(' ')
  switch (verb.toLowerCase()) {
    case 'ask':
      return said === ''
        ? { kind: 'mend', text: 'What would you like to ask? Write your question after “ask”.' }
        : { kind: 'question', text: asked(text) }
    case 'digest':
      return digestOf(said, context.topics)
  }
  const ofTeam = topicsCommand(text) ?? personalCommand(text)
  if (ofTeam !== null) return ofTeam
  const ofSources = sourceCommand(text)
  if (ofSources !== null) return ofSources
  const ofSubscriptions = subscriptionCommand(text, plain, context)
  if (ofSubscriptions !== null) return ofSubscriptions
  if (/^(list |show |the |which |your |what are your )?sources$/.test(plain)) return { kind: 'sources' }
  if (STATUS.test(plain)) return { kind: 'status' }
  if (plain === 'home') return { kind: 'home' }
  const toKeep = exportCommand(text, context.topics)
  if (toKeep !== null) return toKeep
  const why = WHY.exec(plain)
  if (why !== null) return { kind: 'why', n: why[1] === undefined ? null : Number(why[1]), bare: plain === 'why' }
  const ended = withoutEndMarks(text).replace(/’/g, "'")
  const timeline = TIMELINE.exec(ended)
  if (timeline !== null) return { kind: 'timeline', about: timeline[1] ?? null }
  const disputes = DISPUTES.exec(ended)
  return disputes === null ? null : { kind: 'disputes', about: disputes[1] ?? null }
}

function digestOf(words: string, topics: readonly Topic[]): Command {
  const said = words.replace(/^(?:please|now|today)$/iu, '')
  const about = said === '' ? topics[0] : topicCalled(said, topics)
  return about
    ? { kind: 'digest', topic: about.name }
    : { kind: 'mend', text: unknownTopic(said, topics), meant: { kind: 'digest', topic: said } }
}

/** A topic by its name, with or without `since …`; a short word that is nearly one. */
function aboutTopic(text: string, plain: string, { topics }: CommandContext): Command | null {
  const since = SINCE.exec(
    withoutEndMarks(text)
      .replace(/’/g, "'")
      .replace(/^whats\b/iu, "what's"),
  )
  if (since !== null) {
    const about = (since[1] ?? '')
      .replace(/^(?:what (?:has |have )?(?:changed|happened)|(?:what(?:'s| is)\s+)?new|only|news|anything)\s*(?:(?:on|about|in)\s+)?/i, '')
      .trim()
    const topic = about === '' ? topics[0] : topicCalled(about, topics)
    if (topic) return { kind: 'topic', topic, since: since[2] ?? '' }
    return null
  }
  const [main] = topics
  if (main !== undefined && WHAT_CHANGED.test(plain)) return { kind: 'topic', topic: main, since: null }
  const all = overall(plain, topics)
  if (all !== null) return { kind: 'topic', ...all }
  const briefing = BRIEFING.exec(plain)
  const topic = topicCalled(plain, topics) ?? topicCalled(briefing?.[1] ?? briefing?.[2] ?? '', topics)
  if (topic !== null) return { kind: 'topic', topic, since: null }
  const short = plain.split(' ').length <= 2 && !/[?]\s*$/.test(text)
  const close = short ? nearestTopic(plain, topics) : null
  if (close !== null) return { kind: 'suggest', typed: text, topic: close }
  const meant = commandMeant(text)
  return meant === null ? null : { kind: 'mistyped', typed: text, meant }
}
