// The tokens of every workspace that installed the app: sealed while they rest, opened for one call, renewed ahead of their end.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Clock } from '../../../base/clock.ts'
import { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { Installation, InstallationStore } from '../../../ports/installation-store.ts'
import { readJson } from './chat-post.ts'
import type { SlackIdentity } from './identity.ts'
import type { BotTokens, OAuth } from './oauth.ts'
import type { TokenSource } from './teams.ts'
import type { TokenSeal } from './token-seal.ts'

export type Tokens = TokenSource &
  Readonly<{
    /** Learns who is installed, and seals anew what was sealed under an older key. */
    open: () => Promise<void>
    /** Puts an installation in the place of an earlier one. */
    keep: (identity: SlackIdentity, tokens: BotTokens) => Promise<void>
    /** Says nothing more there from this moment on. */
    hush: (team: string) => void
    /** Destroys the tokens. */
    drop: (team: string) => Promise<void>
    /** Epoch milliseconds of the installation; null where there is none, or no longer. */
    installedAt: (team: string) => number | null
    /** Renews what ends soon, and learns what other processes did. */
    renewDue: () => Promise<void>
    installed: () => readonly string[]
    /** Of installations whose tokens cannot be opened or renewed: what to do about them. */
    problems: () => readonly string[]
  }>

export type TokensOptions = Readonly<{ store: InstallationStore; seal: TokenSeal; oauth: OAuth; clock: Clock; log: Log }>

const AHEAD_MS = 2 * 3_600_000 // of 12 hours: time for a dozen attempts before anybody notices
const NO_LONGER_MS = 60_000 // what ends sooner is waited for, as it may end on the way
const BETWEEN_TRIES_MS = 60_000
const CLAIM_MS = 45_000 // longer than one request may take
const OTHERS = { tries: 40, pauseMs: 250 } // another process brings the tokens

const About = z.object({
  team: z.string(),
  site: z.string().nullable(),
  botUser: z.string(),
  botId: z.string(),
  name: z.string(),
  scopes: z.array(z.string()).nullable(),
})
const Clear = z.object({ access: z.string(), refresh: z.string().nullable(), expiresAtMs: z.number().nullable() })

type Known = Readonly<{ identity: SlackIdentity; about: string; installedAtMs: number }>
type Trouble = 'closed' | 'ended'

export function createTokens(options: TokensOptions): Tokens {
  const { store, seal, clock, log } = options
  const known = new Map<string, Known>()
  const hushed = new Set<string>()
  const troubles = new Map<string, Trouble>()
  const renewing = new Map<string, Promise<void>>()
  const triedAt = new Map<string, number>()
  const placeOf = (workspace: string) => ({ platform: 'slack', workspace }) as const
  const nowMs = () => clock.now().epochMilliseconds

  const learn = ({ workspace, about, installedAt }: Installation): void => {
    const read = About.safeParse(readJson(about))
    if (!read.success || hushed.has(workspace)) return
    const installedAtMs = Temporal.Instant.from(installedAt).epochMilliseconds
    const before = known.get(workspace)
    // the same object while it says the same: others know by it that nothing changed
    if (before?.about === about && before.installedAtMs === installedAtMs) return
    known.set(workspace, { identity: read.data, about, installedAtMs })
  }

  const tokensIn = ({ workspace, sealed }: Installation): BotTokens | null => {
    const clear = seal.open(workspace, sealed)
    const read = clear === null ? null : Clear.safeParse(readJson(clear))
    if (read?.success) return read.data
    troubles.set(workspace, 'closed')
    return null
  }

  const held = async (team: string): Promise<Readonly<{ installation: Installation; tokens: BotTokens }> | null> => {
    const installation = await store.get(placeOf(team))
    if (installation === null) return null
    learn(installation)
    const tokens = tokensIn(installation)
    if (tokens === null) throw closed()
    return { installation, tokens }
  }

  /** One at a time here, and one process at a time on this data. */
  const renew = (team: string): Promise<void> => {
    const running = renewing.get(team)
    if (running !== undefined) return running
    const work = renewOnce(team, { ...options, held, troubles }).finally(() => renewing.delete(team))
    renewing.set(team, work)
    triedAt.set(team, nowMs())
    return work
  }
  const mayTry = (team: string) => nowMs() - (triedAt.get(team) ?? Number.NEGATIVE_INFINITY) >= BETWEEN_TRIES_MS

  const token = async (team: string): Promise<string | null> => {
    const now = await held(team)
    if (now === null) known.delete(team)
    if (now === null || hushed.has(team)) return null
    const leftMs = (now.tokens.expiresAtMs ?? Number.POSITIVE_INFINITY) - nowMs()
    if (leftMs > AHEAD_MS || now.tokens.refresh === null) return leftMs > 0 ? now.tokens.access : ended()
    if (leftMs > NO_LONGER_MS) {
      if (mayTry(team)) void renew(team)
      return now.tokens.access
    }
    if (mayTry(team) || renewing.has(team)) await renew(team)
    const then = await held(team)
    if (then === null || hushed.has(team)) return null
    return (then.tokens.expiresAtMs ?? Number.POSITIVE_INFINITY) > nowMs() ? then.tokens.access : ended()
  }

  return {
    token,
    identity: async (team) => known.get(team)?.identity ?? null,
    stands: (team) => known.has(team) && !hushed.has(team),
    installedAt: (team) => known.get(team)?.installedAtMs ?? null,
    installed: () => [...known.keys()],
    open: async () => {
      for (const installation of await store.list('slack')) {
        learn(installation)
        const tokens = tokensIn(installation)
        if (tokens === null || seal.isOfNewestKey(installation.sealed)) continue
        const { workspace, version } = installation
        await store.reseal(installation, version, seal.seal(workspace, JSON.stringify(tokens)))
      }
    },
    keep: async (identity, tokens) => {
      const { team } = identity
      const [about, sealed] = [JSON.stringify(identity), seal.seal(team, JSON.stringify(tokens))]
      const installedAt = clock.now().toString()
      await store.save({ ...placeOf(team), about, sealed, installedAt })
      troubles.delete(team)
      hushed.delete(team)
      known.delete(team)
      learn({ ...placeOf(team), about, sealed, installedAt, version: 0 })
    },
    hush: (team) => {
      hushed.add(team)
      troubles.delete(team)
    },
    drop: async (team) => {
      await store.remove(placeOf(team))
      known.delete(team)
    },
    renewDue: async () => {
      // another process on this data may have installed and removed some
      const standing = new Set((await store.list('slack')).map(({ workspace }) => workspace))
      for (const team of known.keys()) if (!standing.has(team)) known.delete(team)
      for (const team of standing) {
        const now = await held(team).catch(() => null)
        const endsAt = now?.tokens.refresh == null ? null : now.tokens.expiresAtMs
        if (endsAt !== null && endsAt - nowMs() <= AHEAD_MS && mayTry(team))
          await renew(team).catch(() => log.warn('slack token not renewed'))
      }
    },
    problems: () => [...troubles].map(([team, trouble]) => PROBLEMS[trouble](team)),
  }
}

const PROBLEMS: Readonly<Record<Trouble, (team: string) => string>> = {
  closed: (team) =>
    `The tokens of the Slack workspace ${team} cannot be opened: put the key they were sealed with into SLACK_TOKEN_KEY_OLD, or have the app installed there again.`,
  ended: (team) => `Slack renews the tokens of the workspace ${team} no longer: have the app installed there again; nothing of it is lost.`,
}

function closed(): BorderBriefError {
  const hint = 'The tokens of this workspace cannot be opened: the operator has to run the doctor command, which says how to mend it.'
  return new BorderBriefError('slack-token-closed', hint)
}

function ended(): never {
  const hint = 'Slack’s token of this workspace has ended and was not renewed: it is tried again by itself; the doctor command says more.'
  throw new BorderBriefError('slack-token-ended', hint, { retryable: true })
}

type Renewal = Pick<TokensOptions, 'store' | 'seal' | 'oauth' | 'clock' | 'log'> &
  Readonly<{
    held: (team: string) => Promise<Readonly<{ installation: Installation; tokens: BotTokens }> | null>
    troubles: Map<string, Trouble>
  }>

/** The refresh token stays until the new pair is on disk: an answer that is lost is asked for again, and until then the old token serves to its end. */
async function renewOnce(team: string, renewal: Renewal): Promise<void> {
  const { store, seal, oauth, clock, log, held, troubles } = renewal
  const now = clock.now()
  const place = { platform: 'slack', workspace: team } as const
  const before = await held(team)
  if (before === null || before.tokens.refresh === null) return
  if (!(await store.claim(place, now.toString(), now.add({ milliseconds: CLAIM_MS }).toString())))
    return broughtByAnother(before.installation, store)
  // it may have been renewed between the look and the claim
  const current = await held(team)
  if (current === null || current.tokens.refresh === null || current.installation.version !== before.installation.version) return
  const answer = await oauth.refresh(current.tokens.refresh)
  if (answer.kind === 'granted' && (answer.team === null || answer.team === team)) {
    const tokens = { ...answer.tokens, refresh: answer.tokens.refresh ?? current.tokens.refresh }
    await store.reseal(place, current.installation.version, seal.seal(team, JSON.stringify(tokens)))
    troubles.delete(team)
    return log.info('slack token renewed', { workspace: team })
  }
  const reason = answer.kind === 'granted' ? 'of another workspace' : answer.reason
  if (answer.kind === 'refused') troubles.set(team, 'ended')
  // free for the next attempt
  await store.claim(place, now.add({ milliseconds: CLAIM_MS }).toString(), now.toString())
  log.warn('slack token not renewed', { workspace: team, reason })
}

async function broughtByAnother({ platform, workspace, version }: Installation, store: InstallationStore): Promise<void> {
  for (let tries = 0; tries < OTHERS.tries; tries += 1) {
    const there = await store.get({ platform, workspace })
    if (there === null || there.version !== version) return
    await wait(OTHERS.pauseMs)
  }
}
