// The app is removed from a workspace: silent there at once, everything erased; Slack tells it twice, in any order, and again.
import type { InTurnByKey } from '../../../base/in-turn.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { WebAPIPlatformError } from '@slack/web-api'
import { z } from 'zod'
import type { Log } from '../../../base/log.ts'
import type { Removals } from '../../../ports/platform.ts'
import { teamOf } from './seat.ts'
import type { Teams } from './teams.ts'

/** What stands for the app in its workspaces. */
export type Standing = Readonly<{
  hush: (team: string) => void
  drop: (team: string) => Promise<void>
  /** Epoch milliseconds; null where it is not installed. `unknown`: only Slack can say whether the token serves. */
  installedAt: (team: string) => number | 'unknown' | null
  /** the operator's own token was revoked by the operator: that is no removal */
  heedsRevocation: boolean
}>

export type UninstallOptions = Readonly<{
  standing: Standing
  teams: Teams
  removals: Removals
  /** one thing at a time for each workspace: an installation and a removal that meet must not be half of each */
  inTurn: InTurnByKey
  log: Log
  /** milliseconds before each time that Slack is asked */
  waits?: readonly number[]
}>

/** Hears of removals among all events; resolves once what it says is kept. */
export type HearUninstall = (body: unknown) => Promise<void>

const MARGIN_S = 5 // clocks of this machine and of Slack may differ
const WAITS: readonly number[] = [0, 1_000, 5_000, 15_000]
/** Slack knows the token and no longer takes it. */
const GONE: ReadonlySet<string> = new Set(['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed'])

const Removal = z.object({
  event_time: z.number().optional(),
  event: z.discriminatedUnion('type', [
    z.object({ type: z.literal('app_uninstalled') }),
    z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: z.array(z.string()).nullish() }) }),
  ]),
})

export function createUninstall(options: UninstallOptions): HearUninstall {
  const { standing, removals, inTurn, log } = options
  const remove = async (team: string) => {
    standing.hush(team)
    log.info('slack app removed', { workspace: team })
    await removals.removed(team)
    await standing.drop(team)
  }
  const removeIfGone = async (team: string, installedAt: number | 'unknown', whenUnknown: boolean) => {
    const asked = await ask(team, options)
    const isGone = asked === 'gone' || (asked === 'unknown' && whenUnknown)
    await inTurn(team, async () => {
      const standsSince = standing.installedAt(team)
      if (standsSince === null) return // another event was quicker
      if (isGone && standsSince === installedAt) await remove(team)
      else log.warn('slack removal passed over', { workspace: team, token: asked })
    })
  }
  return async (body) => {
    const read = Removal.safeParse(body)
    const team = read.success ? teamOf(body) : null
    if (!read.success || team === null) return
    const { event, event_time: at = Number.POSITIVE_INFINITY } = read.data
    if (event.type === 'tokens_revoked' && (!standing.heedsRevocation || (event.tokens.bot ?? []).length === 0)) return
    await inTurn(team, async () => {
      const installedAt = standing.installedAt(team)
      if (installedAt === null) return
      const installedS = installedAt === 'unknown' ? Number.POSITIVE_INFINITY : Math.floor(installedAt / 1_000)
      if (at > installedS + MARGIN_S) return remove(team)
      // It may be of an earlier installation, told late. Slack waits three seconds to hear that it was heard, so the rest goes on beside.
      void removeIfGone(team, installedAt, at >= installedS).catch(() => log.error('slack removal not done', { workspace: team }))
    })
  }
}

async function ask(team: string, { teams, waits = WAITS }: UninstallOptions): Promise<'gone' | 'stands' | 'unknown'> {
  for (const pause of waits) {
    await wait(pause, undefined, { ref: false })
    try {
      await teams.of(team).client.auth.test()
      return 'stands'
    } catch (error) {
      if (error instanceof WebAPIPlatformError && GONE.has(error.data.error)) return 'gone'
    }
  }
  return 'unknown'
}
