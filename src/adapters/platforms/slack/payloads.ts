// What Slack hands over → Inbound and where the reply goes (pure). Only the fields we read; anything else is not understood and answered by nobody.
import { z } from 'zod'
import type { Inbound } from '../../../domain/inbound.ts'
import { channelOf, elsewhere, type Heard, type ReplyTarget, threadOf } from './heard.ts'
import type { SlackIdentity } from './identity.ts'
import { readJson } from './chat-post.ts'
import { linksIn, plainWords, unescapeMrkdwn } from './slack-text.ts'

const MAX_WORDS = 4000 // characters of a question; Slack's own limit for messages is far higher

const Command = z.object({
  team_id: z.string().min(1),
  channel_id: z.string().min(1),
  user_id: z.string().min(1),
  text: z.string().default(''),
  trigger_id: z.string().min(1),
  response_url: z.string(),
})

/** A slash command. */
export function heardCommand(body: unknown): Heard | null {
  const command = Command.safeParse(body)
  if (!command.success) return null
  const { team_id: team, channel_id: channel, user_id: person, text, trigger_id: trigger, response_url: responseUrl } = command.data
  const words = unescapeMrkdwn(text).trim().slice(0, MAX_WORDS)
  return {
    inbound: { kind: 'command', id: `slack:${team}:command:${trigger}`, ...from(team, channel, person), text: words },
    target: { channel, thread: null, person, responseUrl, onlyResponseUrl: false, addressed: true, noted: true },
    trigger,
  }
}

const Said = z.object({
  team_id: z.string().min(1),
  event: z.object({
    type: z.string(),
    subtype: z.string().optional(),
    user: z.string().min(1).optional(),
    bot_id: z.string().optional(),
    channel: z.string().min(1),
    channel_type: z.string().optional(),
    ts: z.string().min(1),
    thread_ts: z.string().optional(),
    text: z.string().default(''),
    edited: z.unknown().optional(),
  }),
})

// a reply shown in the channel too, and a message with a file, are still somebody speaking
const SPOKEN: readonly (string | undefined)[] = [undefined, 'thread_broadcast', 'file_share']

/**
 * A mention, or any message the app is allowed to see. One said to the bot comes twice (`app_mention` and `message`) with one id.
 * Bots, edits and deletions are nobody speaking; what is neither said to the bot nor in a thread is none of its business.
 */
export function heardMessage(body: unknown, identity: SlackIdentity): Heard | null {
  const said = Said.safeParse(body)
  if (!said.success) return null
  const { team_id: team, event } = said.data
  const { channel, ts, user: person } = event
  if (person === undefined || person === identity.botUser || event.bot_id !== undefined || event.edited !== undefined) return null
  if (!SPOKEN.includes(event.subtype)) return null
  const addressed = event.type === 'app_mention' || event.channel_type === 'im' || event.text.includes(`<@${identity.botUser}`)
  const inThread = event.thread_ts !== undefined && event.thread_ts !== ts
  if (!addressed && !inThread) return null
  const thread = event.thread_ts ?? ts
  const text = plainWords(event.text, identity.botUser).slice(0, MAX_WORDS)
  const links = linksIn(event.text)
  return {
    inbound: {
      kind: 'message',
      id: messageId(team, channel, ts),
      ...from(team, channel, person),
      text,
      thread,
      addressed,
      ...(links.length === 0 ? {} : { links }),
    },
    target: { channel, thread, person, responseUrl: null, onlyResponseUrl: false, addressed, noted: false },
    trigger: null,
  }
}

/** The id of a message as it is heard. */
export const messageId = (team: string, channel: string, ts: string): string => `slack:${team}:message:${channel}:${ts}`

const Action = z.object({
  team: z.object({ id: z.string().min(1) }),
  user: z.object({ id: z.string().min(1) }),
  container: z.object({
    channel_id: z.string().min(1),
    message_ts: z.string().min(1),
    thread_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
  trigger_id: z.string().min(1),
  response_url: z.string().optional(),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().default('') })]).rest(z.unknown()),
})

/** Where a press came from, small enough for a modal to carry. */
const Origin = z.object({
  team: z.string().min(1),
  channel: z.string().min(1),
  thread: z.string(),
  responseUrl: z.string().nullable(),
  onlyResponseUrl: z.boolean(),
})
export type Origin = z.infer<typeof Origin>

export type Pressed =
  | Readonly<{ kind: 'heard'; heard: Heard }>
  /** the follow-up button: the question is still to be asked for */
  | Readonly<{ kind: 'ask'; triggerId: string; person: string; origin: Origin }>

/** A button of ours. */
export function pressedButton(body: unknown): Pressed | null {
  const pressed = Action.safeParse(body)
  if (!pressed.success) return null
  const { team, user, container, message, trigger_id: triggerId, response_url: responseUrl, actions } = pressed.data
  const [{ action_id: actionId, value }] = actions
  const origin: Origin = {
    team: team.id,
    channel: container.channel_id,
    thread: message?.thread_ts ?? container.thread_ts ?? container.message_ts,
    responseUrl: responseUrl ?? null,
    onlyResponseUrl: container.is_ephemeral ?? false,
  }
  const text = unescapeMrkdwn(value).trim()
  if (actionId.startsWith('bb:manage') && text !== '') {
    const told = { id: `action:${triggerId}`, person: user.id, text, fields: undefined, trigger: triggerId }
    return { kind: 'heard', heard: pressedAbout(actionId, managedAt(origin, told)) }
  }
  if (actionId.startsWith('bb:follow-up') || text === '') return { kind: 'ask', triggerId, person: user.id, origin }
  return { kind: 'heard', heard: askedAt(origin, { id: `action:${triggerId}`, person: user.id, text }) }
}

/** Where a button of the channel's own says that it is about another one, or about a thread. */
function pressedAbout(actionId: string, managed: Heard): Heard {
  const heard = { ...managed, inbound: { ...managed.inbound, pressed: true } }
  const [channel, thread] = [channelOf(actionId), threadOf(actionId)]
  if (channel !== null) return elsewhere(heard, { channel, thread: null })
  if (thread === null) return heard
  const own = { ...heard.target, onlyResponseUrl: true, about: thread }
  return elsewhere({ ...heard, target: own }, { channel: own.channel, thread })
}

const Submission = z.object({
  user: z.object({ id: z.string().min(1) }),
  view: z.object({
    id: z.string().min(1),
    private_metadata: z.string(),
    state: z.object({ values: z.object({ question: z.object({ text: z.object({ value: z.string().nullable() }) }) }) }),
  }),
})

/** The follow-up modal, sent off. */
export function heardSubmission(body: unknown): Heard | null {
  const submission = Submission.safeParse(body)
  if (!submission.success) return null
  const { user, view } = submission.data
  const origin = Origin.safeParse(readJson(view.private_metadata))
  const text = (view.state.values.question.text.value ?? '').trim().slice(0, MAX_WORDS)
  return origin.success && text !== '' ? askedAt(origin.data, { id: `view:${view.id}`, person: user.id, text }) : null
}

function askedAt(origin: Origin, asked: Readonly<{ id: string; person: string; text: string }>): Heard {
  const { team, channel, thread, responseUrl, onlyResponseUrl } = origin
  const { id, person, text } = asked
  return {
    inbound: { kind: 'message', id: `slack:${team}:${id}`, ...from(team, channel, person), text, thread, addressed: true, pressed: true },
    target: { channel, thread, person, responseUrl, onlyResponseUrl, addressed: true, noted: false },
    trigger: null,
  }
}

/** Where a form was opened, small enough for it to carry. */
const FormOrigin = z.object({
  ...{ team: z.string().min(1), channel: z.string().min(1), responseUrl: z.string().nullable(), command: z.string() },
  /** as in Heard */
  aside: z.string().nullish(),
  /** the direct channel beside the Home tab, where it was opened there */
  home: z.string().nullish(),
})
export type FormOrigin = z.infer<typeof FormOrigin>

const Filled = z.object({
  user: z.object({ id: z.string().min(1) }),
  view: z.object({
    id: z.string().min(1),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(
        z.string(),
        z.object({ value: z.object({ value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() }) }),
      ),
    }),
  }),
})

/** A form of ours, sent off. */
export function heardForm(body: unknown): Heard | null {
  const filled = Filled.safeParse(body)
  if (!filled.success) return null
  const { user, view } = filled.data
  const origin = FormOrigin.safeParse(readJson(view.private_metadata))
  if (!origin.success) return null
  const fields = Object.entries(view.state.values).map(([name, { value }]) => {
    const given = value.selected_option?.value ?? value.value ?? ''
    return [name, given.slice(0, MAX_WORDS)] as const
  })
  const told = {
    id: `view:${view.id}`,
    person: user.id,
    text: origin.data.command,
    fields: Object.fromEntries(fields),
    trigger: null,
  }
  const { team, aside = null, home: direct = null } = origin.data
  const home = direct === null ? {} : { home: { team, person: user.id, channel: direct, standing: null } }
  const heard = { ...managedAt(origin.data, told), ...home }
  return aside === null ? heard : { ...heard, aside: directly(aside, user.id) }
}

/** To the direct channel of a person. */
function directly(channel: string, person: string): ReplyTarget {
  return { channel, thread: null, person, responseUrl: null, onlyResponseUrl: false, addressed: true, noted: false, atRoot: true }
}

type Managed = Readonly<{
  id: string
  person: string
  text: string
  fields: Readonly<Record<string, string>> | undefined
  trigger: string | null
}>

/** A command of the channel, wherever in it the button stood. */
function managedAt(
  { team, channel, responseUrl }: Pick<FormOrigin, 'team' | 'channel' | 'responseUrl'>,
  { id, person, text, fields, trigger }: Managed,
): Heard {
  return {
    inbound: {
      kind: 'command',
      id: `slack:${team}:${id}`,
      ...from(team, channel, person),
      text,
      ...(fields === undefined ? {} : { fields }),
    },
    target: { channel, thread: null, person, responseUrl, onlyResponseUrl: false, addressed: true, noted: false },
    trigger,
  }
}

/** Who runs the workspace no event says. */
function from(workspace: string, channel: string, person: string): Pick<Inbound, 'channel' | 'person' | 'mayManage' | 'direct'> {
  const place = { channel: { platform: 'slack', workspace, channel }, person: { id: person, timeZone: null }, mayManage: null } as const
  return channel.startsWith('D') ? { ...place, direct: true } : place
}
