// Who speaks: their time zone, and whether they run the workspace, where the scope users:read was granted.
import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import { z } from 'zod'
import type { Clock } from '../../../base/clock.ts'
import type { Inbound } from '../../../domain/inbound.ts'
import type { SlackIdentity } from './identity.ts'

const KEPT_MS = 600_000 // an admin that is one no more is noticed within ten minutes
const MOST_KEPT = 2_000 // people
const WAIT_MS = 1_500 // an answer does not wait longer to know who asked

const UserInfo = z.object({
  user: z.object({
    team_id: z.string().optional(),
    tz: z.string().optional(),
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
  }),
})

type Known = Readonly<{ timeZone: string | null; mayManage: boolean }>

export type People = Readonly<{
  /** The inbound with what Slack tells of its person; as it is where Slack tells nothing, or not in time. */
  introduce: (inbound: Inbound) => Promise<Inbound>
}>

export type PeopleOptions = Readonly<{ client: WebClient; identity: SlackIdentity; clock: Clock }>

export function createPeople({ client, identity, clock }: PeopleOptions): People {
  // Slack does not name the scopes to every token: then one question tells.
  let granted = identity.scopes?.includes('users:read') ?? true
  const known = new Map<string, Readonly<{ at: number; told: Promise<Known | null> }>>()

  async function ask(user: string): Promise<Known | null> {
    try {
      const read = UserInfo.safeParse(await client.users.info({ user }))
      return read.success ? knownOf(read.data.user, identity.team) : null
    } catch (error) {
      if (error instanceof WebAPIPlatformError && error.data.error === 'missing_scope') granted = false
      known.delete(user)
      return null
    }
  }

  function told(user: string): Promise<Known | null> {
    const now = clock.now().epochMilliseconds
    const kept = known.get(user)
    if (kept !== undefined && Math.abs(now - kept.at) < KEPT_MS) return kept.told
    const asked = ask(user)
    known.delete(user)
    known.set(user, { at: now, told: asked })
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    return asked
  }

  return {
    introduce: async (inbound) => {
      if (!granted) return inbound
      const person = await inTime(told(inbound.person.id))
      if (person === null) return inbound
      const { timeZone, mayManage } = person
      return { ...inbound, person: { ...inbound.person, timeZone }, mayManage }
    },
  }
}

/** An admin of another workspace, in a shared channel, is none of this one. */
function knownOf(user: z.infer<typeof UserInfo>['user'], team: string): Known {
  const ours = user.team_id === undefined || user.team_id === team
  return { timeZone: zoneOf(user.tz ?? ''), mayManage: ours && (user.is_admin || user.is_owner) }
}

function zoneOf(name: string): string | null {
  try {
    return name.includes('/') ? Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId : null
  } catch {
    return null // not in the list
  }
}

async function inTime(asked: Promise<Known | null>): Promise<Known | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), WAIT_MS)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
