// What the bot says of itself where it is added: what it does, what to write first, who may subscribe (pure).
import type { PlatformName } from '../domain/address.ts'
import type { Document } from '../domain/document.ts'
import type { Subscribers } from '../domain/workspace-settings.ts'
import { commandAfter } from './notices.ts'
import { clipped, listInWords } from './words.ts'

export type WelcomeInput = Readonly<{
  topics: readonly string[]
  subscribers: Subscribers
  platform: PlatformName
  /** said to one person alone, and not in a channel */
  direct?: boolean
}>

const TOPICS_MAX = 5
const ADMINS: Readonly<Partial<Record<PlatformName, string>>> = {
  slack: 'workspace admins and owners',
  discord: 'people who may manage the server',
}

/** Slack: an app posts only where it was invited. */
const INVITE = ' In a channel where I am not yet, invite me first: /invite.'

export function welcomeDocument({ topics, subscribers, platform, direct = false }: WelcomeInput): Document {
  const first = clipped(topics[0] ?? 'help', 40)
  const names = topics.slice(0, TOPICS_MAX).map((name) => clipped(name, 40))
  const also = names.length < 2 ? '' : ` There are briefings on ${listInWords(names)}.`
  const who =
    subscribers === 'members' ? 'Everybody in a channel may subscribe it' : `Only ${ADMINS[platform] ?? 'admins'} may subscribe a channel`
  return {
    preview: `I answer questions about the news with verbatim quotes from the sources. To begin: /brief ${first}`,
    nodes: [
      { kind: 'heading', text: 'Hello' },
      {
        kind: 'paragraph',
        inlines: [
          {
            kind: 'text',
            text: 'I answer questions about the news with verbatim quotes from the sources, show where these disagree, and say so when none of them has it. To begin, write ',
          },
          { kind: 'text', text: `/brief ${first}`, style: 'strong', typed: true },
          ...commandAfter(', or any question behind ', '/brief'),
          { kind: 'text', text: `.${also}` },
        ],
      },
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: `${who} to a digest of only what is new: ` },
          { kind: 'text', text: `/brief subscribe ${first} daily 08:00 Europe/London`, style: 'strong', typed: true },
          {
            kind: 'text',
            text: `.${direct && platform === 'slack' ? INVITE : ''} I answer only where I am asked; “/brief help” tells the rest.`,
          },
        ],
      },
      {
        kind: 'buttons',
        buttons: [
          { action: 'ask', value: first, label: `Brief me on ${first}` },
          { action: 'manage', value: 'subscribe', label: direct ? 'Get a digest here' : 'Subscribe this channel' },
          { action: 'manage', value: 'help', label: 'Help' },
        ],
      },
    ],
  }
}
