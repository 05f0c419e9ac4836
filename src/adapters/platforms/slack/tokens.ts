// The token of every workspace that installed the app, renewed ahead of its end by one process at a time.
import { setTimeout as wait } from 'node:timers/promises'
import { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { InstallationStore } from '../../../ports/installation-store.ts'
import type { SlackIdentity } from './identity.ts'
import type { BotTokens, OAuth } from './oauth.ts'
import type { TokenSource } from './teams.ts'
import { placeOf, type ShelfOptions, TokenShelf, type Trouble } from './token-shelf.ts'

export type TokensOptions = ShelfOptions & Readonly<{ oauth: OAuth; log: Log }>

const AHEAD_MS = 2 * 3_600_000 // of 12 hours: time for a hundred attempts before anybody notices
const NO_LONGER_MS = 60_000 // what ends sooner is waited for, as it may end on the way
const BETWEEN_TRIES_MS = 60_000
const CLAIM_MS = 45_000 // longer than one request may take
const OTHERS = { tries: 40, pauseMs: 250 } // until another process has brought them

const PROBLEMS: Readonly<Record<Trouble, (team: string) => string>> = {
  closed: (team) =>
    `The tokens of the Slack workspace ${team} cannot be opened: put the key they were sealed with into SLACK_TOKEN_KEY_OLD, or have the app installed there again.`,
  ended: (team) => `Slack renews the tokens of the workspace ${team} no longer: have the app installed there again; nothing of it is lost.`,
}

export class Tokens implements TokenSource {
  readonly #options: TokensOptions
  readonly #shelf: TokenShelf
  readonly #renewing = new Map<string, Promise<void>>()
  readonly #triedAt = new Map<string, number>()

  constructor(options: TokensOptions) {
    this.#options = options
    this.#shelf = new TokenShelf(options)
  }

  readonly token = async (team: string): Promise<string | null> => {
    const held = await this.#shelf.held(team)
    if (held === null) return null
    const leftMs = this.#leftMs(held.tokens)
    if (leftMs > AHEAD_MS || held.tokens.refresh === null) return this.#serving(held.tokens)
    if (leftMs > NO_LONGER_MS) {
      if (this.#mayTry(team)) void this.#renew(team).catch(() => {}) // told to the log
      return held.tokens.access
    }
    if (this.#mayTry(team) || this.#renewing.has(team)) await this.#renew(team)
    const then = await this.#shelf.held(team)
    return then === null ? null : this.#serving(then.tokens)
  }

  readonly identity = async (team: string): Promise<SlackIdentity | null> => this.#shelf.identity(team)
  readonly stands = (team: string): boolean => this.#shelf.stands(team)

  /** Epoch milliseconds of the installation; null where there is none, or no longer. */
  readonly installedAt = (team: string): number | null => this.#shelf.installedAt(team)

  /** Says nothing more there from this moment on. */
  readonly hush = (team: string): void => this.#shelf.hush(team)

  /** Destroys the tokens. */
  readonly drop = (team: string): Promise<void> => this.#shelf.drop(team)

  get installed(): readonly string[] {
    return this.#shelf.teams
  }

  /** Learns who is installed. */
  open(): Promise<void> {
    return this.#shelf.look()
  }

  /** Puts an installation in the place of an earlier one. */
  keep(identity: SlackIdentity, tokens: BotTokens): Promise<void> {
    return this.#shelf.put(identity, tokens)
  }

  /** Renews what ends soon, for who only gets digests; and learns what other processes did. */
  async renewDue(): Promise<void> {
    await this.#shelf.look()
    for (const team of this.#shelf.teams) {
      const held = await this.#shelf.held(team).catch(() => null) // told by `problems`
      const isDue = held !== null && held.tokens.refresh !== null && this.#leftMs(held.tokens) <= AHEAD_MS
      if (isDue && this.#mayTry(team)) await this.#renew(team)
    }
  }

  /** By workspace whose tokens cannot be opened or renewed: what to do about it. */
  problems(): ReadonlyMap<string, string> {
    return new Map([...this.#shelf.troubles].map(([team, trouble]) => [team, PROBLEMS[trouble](team)]))
  }

  #leftMs({ expiresAtMs }: BotTokens): number {
    return (expiresAtMs ?? Number.POSITIVE_INFINITY) - this.#options.clock.now().epochMilliseconds
  }

  #serving(tokens: BotTokens): string {
    if (this.#leftMs(tokens) > 0) return tokens.access
    const hint = 'Slack’s token of this workspace has ended and was not renewed: it is tried again by itself; the doctor command says more.'
    throw new BorderBriefError('slack-token-ended', hint, { retryable: true })
  }

  #mayTry(team: string): boolean {
    const now = this.#options.clock.now().epochMilliseconds
    return Math.abs(now - (this.#triedAt.get(team) ?? Number.NEGATIVE_INFINITY)) >= BETWEEN_TRIES_MS
  }

  /** Whoever asks meanwhile waits for the same renewal. */
  #renew(team: string): Promise<void> {
    const running = this.#renewing.get(team)
    if (running !== undefined) return running
    this.#triedAt.set(team, this.#options.clock.now().epochMilliseconds)
    const work = this.#renewOnce(team).finally(() => this.#renewing.delete(team))
    this.#renewing.set(team, work)
    return work
  }

  /** The refresh token stays until the new pair is on disk: an answer that is lost is asked for again, and until then the old token serves to its end. */
  async #renewOnce(team: string): Promise<void> {
    const { store, clock } = this.#options
    const before = await this.#shelf.held(team)
    if (before === null) return
    const now = clock.now()
    const claimedUntil = now.add({ milliseconds: CLAIM_MS })
    if (!(await store.claim(placeOf(team), now.toString(), claimedUntil.toString()))) return broughtByAnother(team, before.version, store)
    // another may have renewed it between the look and the claim
    const held = await this.#shelf.held(team)
    if (held?.version === before.version && held.tokens.refresh !== null) await this.#ask(team, held.version, held.tokens.refresh)
    // free for the next attempt, also when nothing came of this one
    await store.claim(placeOf(team), claimedUntil.toString(), now.toString())
  }

  async #ask(team: string, version: number, refresh: string): Promise<void> {
    const { oauth, log } = this.#options
    const answer = await oauth.refresh(refresh)
    if (answer.kind === 'granted' && (answer.team ?? team) === team) {
      await this.#shelf.replace(team, version, { ...answer.tokens, refresh: answer.tokens.refresh ?? refresh })
      this.#shelf.troubles.delete(team)
      return log.info('slack token renewed', { workspace: team })
    }
    if (answer.kind === 'refused') this.#shelf.troubles.set(team, 'ended')
    log.warn('slack token not renewed', { workspace: team, reason: answer.kind === 'granted' ? 'of another workspace' : answer.reason })
  }
}

async function broughtByAnother(team: string, version: number, store: InstallationStore): Promise<void> {
  for (let tries = 0; tries < OTHERS.tries; tries += 1) {
    const there = await store.get(placeOf(team))
    if (there === null || there.version !== version) return
    await wait(OTHERS.pauseMs)
  }
}
