// Remark → what to do with it: a command, a follow-up in a thread we know, or nothing because people talk among themselves (pure).
import type { Conversation } from '../domain/conversation.ts'
import type { Inbound } from '../domain/inbound.ts'
import { askedOfThread } from './asked-of-thread.ts'
import type { NameKind } from './remark-words.ts'
import { type FollowUp, resolve } from './follow-up.ts'
import { type Command, type CommandContext, parseCommand, TOO_LONG, withoutPrefix } from './parse-command.ts'

export type Understood =
  | Readonly<{ kind: 'command'; command: Command }>
  | Readonly<{ kind: 'follow-up'; followUp: FollowUp; conversation: Conversation }>
  | Readonly<{ kind: 'not-for-us' }>

const MOST_READ = 4_000 // characters: what is longer is no remark, and reading it would hold everybody up
const NOT_FOR_US: Understood = { kind: 'not-for-us' }
/** Commands that mean the same inside a thread as outside it. */
const EVERYWHERE: ReadonlySet<Command['kind']> = new Set([
  ...([
    'help',
    'said',
    'topic',
    'digest',
    'status',
    'home',
    'export',
    'subscribe',
    'watch',
    'form',
    'change',
    'pause',
    'resume',
    'send-now',
  ] as const),
  ...(['preview', 'unsubscribe', 'subscriptions', 'new', 'settings', 'add-source', 'remove-source', 'keep-source'] as const),
  ...(['topics', 'topic-form', 'add-topic', 'edit-topic', 'remove-topic', 'feedback', 'share', 'forget-me', 'welcome'] as const),
])
/** What asks about an answer; where none was given, any guess would answer something else. */
const ABOUT_AN_ANSWER: ReadonlySet<string | undefined> = new Set(
  'speakers confirmed when published quote last-quote quotes shorter more others agreeing voices'.split(' '),
)
/** Where the last answer quoted nothing, these ask for the whole. */
const OF_WHAT_WAS_QUOTED: ReadonlySet<FollowUp['kind']> = new Set(['timeline', 'disputes', 'sources', 'dated'] as const)
const NOTHING_TOLD = 'Nothing was answered here yet that this could be about: ask a question first, or say what you mean by name.'
const ASKED = /[?？]\s*$|^(?:who|what|when|where|which|why|how)\b.{4,}/isu
/** Letters of a mistyped word from which it is hardly a name, or a word of what a thread is about. */
const SURELY_A_COMMAND = 6
const LED = /^(?:and|what about|how about)\b(?:\s+\S+){1,5}$/iu

export function understand(inbound: Inbound, conversation: Conversation | null, context: CommandContext, nameKind: NameKind): Understood {
  if (inbound.text.length > MOST_READ)
    return inbound.kind === 'command' || inbound.addressed ? { kind: 'command', command: TOO_LONG } : NOT_FOR_US
  const command = commandIn(inbound.text, conversation, context)
  if (inbound.kind === 'command') return { kind: 'command', command }
  if (conversation === null) return inbound.addressed ? { kind: 'command', command } : NOT_FOR_US
  const followUp = resolve(inbound.text, conversation, nameKind)
  const asCommand =
    followUp.kind === 'fresh' ||
    (followUp.kind !== 'dated' && followUp.kind !== 'changed' && standsAlone(command, inbound.text)) ||
    (OF_WHAT_WAS_QUOTED.has(followUp.kind) && command.kind !== 'question' && conversation.turns.at(-1)?.cited.length === 0)
  if (!inbound.addressed && !isAsked(inbound.text, asCommand ? command : followUp)) return NOT_FOR_US
  if (!asCommand) return { kind: 'follow-up', followUp, conversation }
  // Whole as it is, it may still be answered by what stands beside the thread's quotes.
  if (command.kind !== 'question' || conversation.turns.length === 0) return { kind: 'command', command }
  return { kind: 'follow-up', followUp: { kind: 'question', text: command.text, alternatives: [], about: null }, conversation }
}

function commandIn(text: string, conversation: Conversation | null, context: CommandContext): Command {
  const command = parseCommand(text, context)
  const told = (conversation?.turns.length ?? 0) > 0
  if (command.kind !== 'question' || told || !ABOUT_AN_ANSWER.has(askedOfThread(withoutPrefix(text))?.kind)) return command
  return { kind: 'mend', text: NOTHING_TOLD }
}

function standsAlone(command: Command, text: string): boolean {
  // “why?” said in a thread asks it of what was told; after the command's name it asks how that came about.
  if (command.kind === 'why') return !command.bare || /^[\s\p{Cf}]*\/brief\b/iu.test(text)
  if (EVERYWHERE.has(command.kind)) return true
  if (command.kind === 'mend')
    return /^(?:un)?(?:subscribe|watch)\b|^(?:digest|ask|settings|change|pause|resume)\b/i.test(withoutPrefix(text))
  if (command.kind === 'sources') return command.whole === true
  if (command.kind === 'mistyped') return (withoutPrefix(text).split(/\s/u)[0] ?? '').length >= SURELY_A_COMMAND
  return (command.kind === 'timeline' || command.kind === 'disputes') && command.about !== null
}

/** Said among people, not to the bot: only what is plainly asked of it is answered. */
function isAsked(text: string, meant: Command | FollowUp): boolean {
  if (meant.kind === 'courtesy' || meant.kind === 'suggest' || meant.kind === 'mistyped' || meant.kind === 'mend') return false
  const open = meant.kind === 'question' || meant.kind === 'fresh'
  return !open || ASKED.test(text.trim()) || LED.test(text.trim())
}
