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

const WithSpeaker = z.object({
  is_ext_shared_channel: z.boolean().optional(),
  enterprise: z.object({ id: z.string() }).nullish(),
  user: z.object({ team_id: z.string().nullish() }).optional(),
  event: z.object({ user_team: z.string().nullish(), source_team: z.string().nullish() }).optional(),
})

/**
 * Whether who speaks, or presses, is of another organisation (pure): in a channel shared with it, or with a workspace of another name where no
 * organisation holds several together.
 */
export function isOutsider(body: unknown, team: string): boolean {
  const read = WithSpeaker.safeParse(body)
  if (!read.success) return false
  const { is_ext_shared_channel: shared, enterprise, user, event } = read.data
  if (event !== undefined) return shared === true && isOther(event.user_team ?? event.source_team, team)
  return (enterprise ?? null) === null && isOther(user?.team_id, team)
}

const isOther = (theirs: string | null | undefined, team: string) => (theirs ?? team) !== team

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
