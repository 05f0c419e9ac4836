// What it takes to act in one workspace: its token's client and voice, who the bot is there, who the people are.
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { SlackIdentity } from './identity.ts'
import type { People } from './people.ts'
import type { Voice } from './voice.ts'

export type Seat = Readonly<{ client: WebClient; voice: Voice; identity: SlackIdentity; people: People }>

/** The seat in a workspace, by the id Slack's payloads bear; null where the bot is not installed, or no longer. */
export type SeatOf = (team: string | null) => Promise<Seat | null>

const WithTeam = z.object({
  team_id: z.string().optional(),
  context_team_id: z.string().nullish(),
  is_ext_shared_channel: z.boolean().optional(),
  authorizations: z.tuple([z.object({ team_id: z.string().nullish() })]).optional(),
  team: z.object({ id: z.string() }).nullish(),
  view: z.object({ app_installed_team_id: z.string().nullish() }).optional(),
})

/**
 * The workspace that a payload is to be answered for (pure). In a channel shared with another one the speaker may be of that other workspace:
 * what counts is where the bot is installed.
 */
export function teamOf(body: unknown): string | null {
  const read = WithTeam.safeParse(body)
  if (!read.success) return null
  const { team_id: team, context_team_id: context, authorizations, is_ext_shared_channel: shared, team: of, view } = read.data
  const authorized = shared === true ? authorizations?.[0].team_id : null
  return authorized ?? context ?? view?.app_installed_team_id ?? team ?? of?.id ?? null
}
