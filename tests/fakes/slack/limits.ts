// How often Slack lets a bot post: once a second in a channel, and so many times a minute in a workspace.
import type { Workspace } from './workspace.ts'

const SECOND = 1_000
const MINUTE = 60_000

export class SlackLimits {
  readonly #lastInChannel = new Map<string, number>()
  readonly #ofTeam = new Map<string, number[]>()

  /** Null when the post is taken, and counted; else the seconds after which one may come back. */
  refused(workspace: Workspace, channel: string): number | null {
    const now = performance.now()
    if (workspace.limitsRate && now - (this.#lastInChannel.get(channel) ?? -SECOND) < SECOND) return 1
    const { mostAMinute } = workspace
    const team = workspace.teamOf(channel)
    const recent = (this.#ofTeam.get(team) ?? []).filter((at) => at > now - MINUTE)
    const oldest = recent[0]
    if (mostAMinute !== null && oldest !== undefined && recent.length >= mostAMinute) return Math.ceil((oldest + MINUTE - now) / SECOND)
    this.#ofTeam.set(team, [...recent, now])
    this.#lastInChannel.set(channel, now)
    return null
  }
}
