// What somebody finds who opens the bot's own place: what to ask, what they get, the model and its budget (pure).
import type { Button, Document, Inline, Node } from '../domain/document.ts'
import type { Subscription } from '../domain/subscription.ts'
import type { Topic } from '../domain/topic.ts'
import { commandAfter, noteNode } from './notices.ts'
import { modelRows, type StatusInput } from './status-document.ts'
import { buttonsOf, rowOf } from './subscription-document.ts'
import { clipped, countOf } from './words.ts'

const SUBSCRIPTIONS_MAX = 20 // each takes two blocks of Slack's hundred
const TOPICS_MAX = 10
const LABEL_MAX = 40

export type HomeInput = Readonly<{
  topics: readonly Topic[]
  /** what the person has subscribed channels to, each with the next time of a digest */
  standing: readonly Readonly<{ subscription: Subscription; next: Temporal.ZonedDateTime | null }>[]
  /** id of the channel it is shown in; null where that is none of its own */
  here: string | null
  /** a button may be about another channel than the one it stands in */
  reaching: boolean
  use: Pick<StatusInput, 'model' | 'budget'>
}>

const ASK = 'Ask what the sources say: every answer quotes them word for word, and'
const IN_PRIVATE = { reaching: 'comes to you as a direct message.', here: 'is for you alone.' } as const
const NOTHING = 'You have not subscribed a channel to anything yet. To do so, write in the channel: '
const SUBSCRIBE = '/brief subscribe border daily 08:00'

export function homeDocument({ topics, standing, here, reaching, use }: HomeInput): Document {
  return {
    preview: `What you can ask, and ${standing.length === 0 ? 'how to subscribe' : `your ${countOf(standing.length, 'subscription')}`}.`,
    nodes: [
      { kind: 'heading', text: 'Ask the news' },
      paragraph(`${ASK} ${IN_PRIVATE[reaching ? 'reaching' : 'here']}`),
      { kind: 'buttons', buttons: [{ action: 'follow-up', value: 'ask', label: 'Ask a question' }] },
      ...topicNodes(topics),
      {
        kind: 'buttons',
        buttons: [...topics.slice(0, TOPICS_MAX).map(briefing), ask('What is new', 'new'), ask('What you can ask', 'help')],
      },
      part('What you subscribed to'),
      ...subscriptionNodes(standing, topics, { here, reaching }),
      part('Model and its budget'),
      { kind: 'list', items: modelRows(use).map(modelRow) },
    ],
  }
}

/** Each topic by the name that is typed, with its title. */
function topicNodes(topics: readonly Topic[]): readonly Node[] {
  if (topics.length === 0) return []
  const shown = topics.slice(0, TOPICS_MAX)
  const more = topics.length - shown.length
  const items = shown.map(({ name, title }): readonly Inline[] => [
    { kind: 'text', text: name, style: 'strong' },
    { kind: 'text', text: title === name ? '' : ` — ${clipped(title, 100)}` },
  ])
  return [
    part('Topics'),
    { kind: 'list', items },
    ...(more > 0 ? [noteNode(`${countOf(more, 'more topic')}: write “topics” for all of them.`)] : []),
  ]
}

function subscriptionNodes(
  standing: HomeInput['standing'],
  topics: readonly Topic[],
  { here, reaching }: Pick<HomeInput, 'here' | 'reaching'>,
): readonly Node[] {
  if (standing.length === 0) return [{ kind: 'paragraph', inlines: commandAfter(NOTHING, SUBSCRIBE) }]
  const shown = standing.slice(0, SUBSCRIPTIONS_MAX)
  const more = standing.length - shown.length
  return [
    ...shown.flatMap(({ subscription, next }): readonly Node[] => {
      const row: Node = { kind: 'list', items: [[...rowOf(subscription, topics, next), ...placeOf(subscription, here)]] }
      if (!reaching && subscription.channel.channel !== here) return [row]
      return [row, { kind: 'buttons', buttons: buttonsOf(subscription).map((button) => about(button, subscription, here)) }]
    }),
    ...(more > 0 ? [noteNode(`${countOf(more, 'more subscription')}: write “subscriptions” in their channels.`)] : []),
  ]
}

function placeOf({ channel: { channel } }: Subscription, here: string | null): readonly Inline[] {
  if (channel === here) return [{ kind: 'text', text: '; in this conversation' }]
  return [
    { kind: 'text', text: '; in ' },
    { kind: 'text', text: 'another channel', channel },
  ]
}

function about(button: Button, { channel: { channel } }: Subscription, here: string | null): Button {
  return channel === here ? button : { ...button, channel }
}

const briefing = ({ name, title }: Topic): Button => ask(clipped(title, LABEL_MAX), name)
const ask = (label: string, value: string): Button => ({ action: 'ask', value: value.slice(0, 80), label })
const part = (text: string): Node => ({ kind: 'heading', text, level: 3 })
const paragraph = (text: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text }] })
const modelRow = ([name, words]: readonly [string, string]): readonly Inline[] => [
  { kind: 'text', text: name, style: 'strong' },
  { kind: 'text', text: ` — ${words}` },
]
