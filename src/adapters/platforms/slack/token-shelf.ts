// What is on disk of every installation: who the bot is there, kept at hand, and its tokens, opened for whoever asks and never kept.
import { z } from 'zod'
import type { Clock } from '../../../base/clock.ts'
import { BorderBriefError } from '../../../base/error.ts'
import type { Installation, InstallationStore } from '../../../ports/installation-store.ts'
import { readJson } from './chat-post.ts'
import type { SlackIdentity } from './identity.ts'
import type { BotTokens } from './oauth.ts'
import type { TokenSeal } from './token-seal.ts'

export type Held = Readonly<{ version: number; tokens: BotTokens }>
/** `closed`: its tokens cannot be opened. `ended`: Slack renews them no longer. */
export type Trouble = 'closed' | 'ended'

export type ShelfOptions = Readonly<{ store: InstallationStore; seal: TokenSeal; clock: Clock }>

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

export const placeOf = (workspace: string) => ({ platform: 'slack', workspace }) as const

export class TokenShelf {
  readonly troubles = new Map<string, Trouble>()
  readonly #options: ShelfOptions
  readonly #known = new Map<string, Known>()
  /** removed; what is still on disk of them counts no more */
  readonly #hushed = new Set<string>()

  constructor(options: ShelfOptions) {
    this.#options = options
  }

  get teams(): readonly string[] {
    return [...this.#known.keys()].filter((team) => this.stands(team))
  }

  stands(team: string): boolean {
    return this.#known.has(team) && !this.#hushed.has(team)
  }

  identity(team: string): SlackIdentity | null {
    return this.#known.get(team)?.identity ?? null
  }

  installedAt(team: string): number | null {
    return this.#known.get(team)?.installedAtMs ?? null
  }

  /** Null where the app is not installed. Throws BorderBriefError when the tokens cannot be opened. */
  async held(team: string): Promise<Held | null> {
    const installation = await this.#options.store.get(placeOf(team))
    if (installation === null) this.#known.delete(team)
    if (installation === null || this.#hushed.has(team)) return null
    this.#learn(installation)
    const tokens = this.#opened(installation)
    if (tokens === null) {
      const hint = 'The tokens of this workspace cannot be opened: the operator has to run the doctor command, which says how to mend it.'
      throw new BorderBriefError('slack-token-closed', hint)
    }
    return { version: installation.version, tokens }
  }

  /** Puts an installation in the place of an earlier one. */
  async put(identity: SlackIdentity, tokens: BotTokens): Promise<void> {
    const { team } = identity
    const about = JSON.stringify(identity)
    const installedAt = this.#options.clock.now().toString()
    await this.#options.store.save({ ...placeOf(team), about, sealed: this.#sealed(team, tokens), installedAt })
    this.troubles.delete(team)
    this.#hushed.delete(team)
    this.#known.delete(team)
    this.#learn({ workspace: team, about, installedAt })
  }

  /** False when others put theirs there meanwhile, or the app was removed. */
  replace(team: string, version: number, tokens: BotTokens): Promise<boolean> {
    return this.#options.store.reseal(placeOf(team), version, this.#sealed(team, tokens))
  }

  hush(team: string): void {
    this.#hushed.add(team)
    this.troubles.delete(team)
  }

  async drop(team: string): Promise<void> {
    await this.#options.store.remove(placeOf(team))
    this.#known.delete(team)
  }

  /** Learns what stands on disk, where other processes may have installed and removed some, and seals anew what an older key sealed. */
  async look(): Promise<void> {
    const { store, seal } = this.#options
    const installations = await store.list('slack')
    const standing = new Set(installations.map(({ workspace }) => workspace))
    for (const team of this.#known.keys()) if (!standing.has(team)) this.#known.delete(team)
    for (const installation of installations) {
      this.#learn(installation)
      const tokens = this.#opened(installation)
      if (tokens !== null && !seal.isOfNewestKey(installation.sealed))
        await this.replace(installation.workspace, installation.version, tokens)
    }
  }

  #learn({ workspace, about, installedAt }: Pick<Installation, 'workspace' | 'about' | 'installedAt'>): void {
    const read = About.safeParse(readJson(about))
    if (!read.success || this.#hushed.has(workspace)) return
    const installedAtMs = Temporal.Instant.from(installedAt).epochMilliseconds
    const before = this.#known.get(workspace)
    // the same object while it says the same: others know by it that nothing changed
    if (before?.about === about && before.installedAtMs === installedAtMs) return
    this.#known.set(workspace, { identity: read.data, about, installedAtMs })
  }

  #opened({ workspace, sealed }: Installation): BotTokens | null {
    const clear = this.#options.seal.open(workspace, sealed)
    const read = clear === null ? null : Clear.safeParse(readJson(clear))
    if (read?.success) return read.data
    this.troubles.set(workspace, 'closed')
    return null
  }

  #sealed(team: string, tokens: BotTokens): string {
    return this.#options.seal.seal(team, JSON.stringify(tokens))
  }
}
