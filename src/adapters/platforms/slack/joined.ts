// The bot was installed, added to a channel, or somebody opened its messages for the first time: an occasion to say once who it is (pure).
import { z } from 'zod'
import type { Heard } from './heard.ts'
import type { SlackIdentity } from './identity.ts'

const Joined = z.object({
  team_id: z.string().min(1),
  event: z.object({
    type: z.literal('member_joined_channel'),
    user: z.string().min(1),
    channel: z.string().min(1),
    inviter: z.string().min(1).optional(),
    event_ts: z.string(),
  }),
})

/** The bot itself joined. */
export function heardJoin(body: unknown, { botUser }: SlackIdentity): Heard | null {
  const joined = Joined.safeParse(body)
  if (!joined.success) return null
  const { team_id: team, event } = joined.data
  if (event.user !== botUser) return null
  return addedTo({ team, channel: event.channel, person: event.inviter ?? botUser, added: 'channel' }, event.event_ts)
}

const Opened = z.object({
  team_id: z.string().min(1),
  event: z.object({
    type: z.literal('app_home_opened'),
    tab: z.literal('messages'),
    user: z.string().min(1),
    channel: z.string().min(1),
    event_ts: z.string(),
  }),
})

/** Somebody opened the bot's messages; whoever handles it knows whether that was the first time. */
export function heardOpening(body: unknown): Heard | null {
  const opened = Opened.safeParse(body)
  if (!opened.success) return null
  const { team_id: team, event } = opened.data
  return addedTo({ team, channel: event.channel, person: event.user, added: 'channel' }, event.event_ts)
}

/** Somebody installed it in a workspace: told directly, by the person's own id, as nothing is known of a channel yet. `id`: new each time. */
export function heardInstall(team: string, installer: string, id: string): Heard {
  return addedTo({ team, channel: installer, person: installer, added: 'workspace' }, id)
}

type Added = Readonly<{ team: string; channel: string; person: string; added: 'channel' | 'workspace' }>

function addedTo({ team, channel, person, added }: Added, at: string): Heard {
  return {
    inbound: {
      kind: 'command',
      id: `slack:${team}:added:${channel}:${at}`,
      channel: { platform: 'slack', workspace: team, channel },
      person: { id: person, timeZone: null },
      ...(channel.startsWith('D') || channel === person ? { direct: true } : {}),
      text: 'welcome',
      added,
      mayManage: null,
    },
    // nobody asked: whatever cannot be said is left unsaid
    target: { channel, thread: null, person, responseUrl: null, onlyResponseUrl: false, addressed: false, noted: false },
    trigger: null,
  }
}
