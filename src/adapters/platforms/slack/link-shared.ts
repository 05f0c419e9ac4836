// Somebody posted a link to one of the sites that the app may hear of: an occasion to offer them, and nobody else, to have it read (pure).
import { z } from 'zod'
import type { Heard } from './heard.ts'
import type { SlackIdentity } from './identity.ts'
import { messageId } from './payloads.ts'
import { unescapeMrkdwn } from './slack-text.ts'

const Shared = z.object({
  team_id: z.string().min(1),
  is_ext_shared_channel: z.boolean().default(false),
  event: z.object({
    type: z.literal('link_shared'),
    user: z.string().min(1),
    channel: z.string().min(1),
    /** no time stamp while the message is still being written */
    message_ts: z.string().regex(/^\d+\.\d+$/),
    thread_ts: z.string().optional(),
    is_bot_user_member: z.boolean().default(false),
    links: z.tuple([z.object({ url: z.string().min(1) })]).rest(z.unknown()),
  }),
})

/** The first link of a message that stands where the bot is; null for all others, and where guests may be, as Slack does not say whose link it is. */
export function heardLink(body: unknown, { botUser }: SlackIdentity): Heard | null {
  const shared = Shared.safeParse(body)
  if (!shared.success) return null
  const { team_id: team, is_ext_shared_channel: hasGuests, event } = shared.data
  const { channel, user: person, message_ts: ts, thread_ts: thread = null, links } = event
  if (!event.is_bot_user_member || hasGuests || person === botUser) return null
  const url = unescapeMrkdwn(links[0].url)
  return {
    inbound: {
      kind: 'command',
      id: `slack:${team}:link:${channel}:${ts}`,
      channel: { platform: 'slack', workspace: team, channel },
      person: { id: person, timeZone: null },
      ...(channel.startsWith('D') ? { direct: true } : {}),
      text: url,
      links: [url],
      overheard: messageId(team, channel, ts),
      mayManage: null,
    },
    // nobody asked: whatever cannot be said is left unsaid
    target: { channel, thread, person, responseUrl: null, onlyResponseUrl: false, addressed: false, noted: false, unasked: true },
    trigger: null,
  }
}
