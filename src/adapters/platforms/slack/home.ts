// The Home tab: what somebody finds who opens the bot, published when it is not what stands there already, and what is pressed in it.
import { createHash } from 'node:crypto'
import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Document } from '../../../domain/document.ts'
import type { Inbound } from '../../../domain/inbound.ts'
import { isAgent } from './agent.ts'
import { slackMessages } from './blocks.ts'
import { readJson } from './chat-post.ts'
import { channelOf, elsewhere, type Heard, type HomePlace } from './heard.ts'
import type { Seat } from './seat.ts'
import { unescapeMrkdwn } from './slack-text.ts'

const HOME_VIEW = 'bb:home'
const MAX_BLOCKS = 100 // Slack: blocks in a view

const ASK_BOX = 'bb:ask'
const MAX_QUESTION = 500 // characters

const Metadata = z.object({ channel: z.string().min(1), hash: z.string(), asked: z.number().int().nonnegative().default(0) })

const Opened = z.object({
  team_id: z.string().min(1),
  event_id: z.string().min(1),
  event: z.object({
    user: z.string().min(1),
    channel: z.string().min(1),
    tab: z.string().optional(),
    view: z.object({ private_metadata: z.string().default('') }).optional(),
  }),
})

/** Somebody opened the Home tab, or the messages beside it, where an agent has prompts to suggest; else null. */
export function heardHome(body: unknown, seat: Seat): Heard | null {
  const opened = Opened.safeParse(body)
  if (!opened.success) return null
  const { team_id: team, event_id: id, event } = opened.data
  if (event.tab === 'messages' && isAgent(seat)) {
    const { publishes: _, ...asked } = homeAgain({ team, person: event.user, channel: event.channel, standing: null }, id)
    return { ...asked, suggests: true }
  }
  if (event.tab !== 'home') return null
  const metadata = Metadata.safeParse(readJson(event.view?.private_metadata ?? ''))
  const { hash: standing, asked } = metadata.data ?? { hash: null, asked: 0 }
  return homeAgain({ team, person: event.user, channel: event.channel, standing, asked }, id)
}

/** The same asked for by ourselves, once something in it may have changed; `why` is new each time. */
export function homeAgain(place: HomePlace, why: string): Heard {
  const { team, person, channel } = place
  return {
    // nobody asked for it in words: it counts for nobody's limit
    inbound: { ...commandOf(place, `home:${why}`, 'home'), pressed: true },
    target: { channel, thread: null, person, responseUrl: null, onlyResponseUrl: false, addressed: false, noted: false },
    trigger: null,
    publishes: { ...place, team },
  }
}

/** The view of a document; `hash` tells whether it is the one that stands (pure). */
export function homeView(document: Document, channel: string, asked = 0): Readonly<{ view: types.HomeView; hash: string }> {
  const blocks = slackMessages(document)
    .flatMap((message) => message.blocks.map((block) => withBox(block, asked)))
    .slice(0, MAX_BLOCKS)
  const hash = createHash('sha256').update(JSON.stringify(blocks)).digest('base64url').slice(0, 22)
  return { hash, view: { type: 'home', callback_id: HOME_VIEW, private_metadata: JSON.stringify({ channel, hash, asked }), blocks } }
}

/** Where a button alone asks for a question, there is room to type it. */
function withBox(block: types.KnownBlock, asked: number): types.KnownBlock {
  const [only, ...others] = block.type === 'actions' ? block.elements : []
  if (only?.type !== 'button' || others.length > 0 || !only.action_id?.startsWith('bb:follow-up')) return block
  return {
    type: 'input',
    // what was typed goes with the id that it was typed under
    block_id: `ask:${asked}`,
    dispatch_action: true,
    label: only.text,
    element: {
      type: 'plain_text_input',
      action_id: ASK_BOX,
      max_length: MAX_QUESTION,
      placeholder: { type: 'plain_text', text: 'How long is the border?', emoji: false },
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
  }
}

const Press = z.object({
  team: z.object({ id: z.string().min(1) }),
  user: z.object({ id: z.string().min(1) }),
  view: z.object({ callback_id: z.literal(HOME_VIEW), private_metadata: z.string(), app_installed_team_id: z.string().nullish() }),
  trigger_id: z.string().min(1),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().nullish() })]).rest(z.unknown()),
})

export type PressedAtHome =
  | Readonly<{ kind: 'heard'; heard: Heard }>
  /** a question is still to be asked for */
  | Readonly<{ kind: 'ask'; triggerId: string; place: AskPlace }>

/** A button in the Home tab: what it asks is answered in the direct channel; what it changes is said in the channel it is about. */
export function pressedAtHome(body: unknown): PressedAtHome | null {
  const press = Press.safeParse(body)
  const metadata = Metadata.safeParse(readJson(press.data?.view.private_metadata ?? ''))
  if (!press.success || !metadata.success) return null
  const { team, user, view, trigger_id: triggerId, actions } = press.data
  const [{ action_id: actionId, value }] = actions
  const { channel, hash, asked: before } = metadata.data
  const isTyped = actionId === ASK_BOX
  // the box is to be empty again: it is another one then
  const [standing, typed] = isTyped ? [null, before + 1] : [hash, before]
  const home: HomePlace = { team: view.app_installed_team_id ?? team.id, person: user.id, channel, standing, asked: typed }
  const text = (isTyped ? (value ?? '').slice(0, MAX_QUESTION) : unescapeMrkdwn(value ?? '')).trim()
  if (actionId.startsWith('bb:follow-up') || text === '') return { kind: 'ask', triggerId, place: { team: home.team, channel } }
  const asked = askedDirectly(home, { id: `action:${triggerId}`, text })
  const heard: Heard = { ...asked, inbound: isTyped ? asked.inbound : { ...asked.inbound, pressed: true }, trigger: triggerId, home }
  const about = channelOf(actionId)
  return { kind: 'heard', heard: about === null ? heard : elsewhere(heard, { channel: about, thread: null }) }
}

/** Where a question is asked outside any channel, small enough for a modal to carry. */
const AskPlace = z.object({ team: z.string().min(1), channel: z.string().min(1) })
export type AskPlace = z.infer<typeof AskPlace>

const Asked = z.object({
  user: z.object({ id: z.string().min(1) }),
  view: z.object({
    id: z.string().min(1),
    private_metadata: z.string(),
    state: z.object({ values: z.object({ question: z.object({ text: z.object({ value: z.string().nullable() }) }) }) }),
  }),
})

/** The modal for a question, sent off. */
export function askedInHome(body: unknown): Heard | null {
  const asked = Asked.safeParse(body)
  const place = AskPlace.safeParse(readJson(asked.data?.view.private_metadata ?? ''))
  if (!asked.success || !place.success) return null
  const { user, view } = asked.data
  const text = (view.state.values.question.text.value ?? '').trim()
  return text === '' ? null : askedDirectly({ ...place.data, person: user.id }, { id: `view:${view.id}`, text })
}

/** Something asked outside any channel: answered in the direct one. */
function askedDirectly(place: Pick<HomePlace, 'team' | 'person' | 'channel'>, { id, text }: Readonly<{ id: string; text: string }>): Heard {
  const { person, channel } = place
  return {
    inbound: commandOf(place, id, text),
    target: { channel, thread: null, person, responseUrl: null, onlyResponseUrl: false, addressed: true, noted: false, atRoot: true },
    trigger: null,
  }
}

function commandOf({ team, person, channel }: Pick<HomePlace, 'team' | 'person' | 'channel'>, id: string, text: string): Inbound {
  return {
    kind: 'command',
    id: `slack:${team}:${id}`,
    channel: { platform: 'slack', workspace: team, channel },
    person: { id: person, timeZone: null },
    text,
    direct: true,
    mayManage: null,
  }
}
