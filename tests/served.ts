// The product as `npm start` runs it, with Slack and Discord on loopback, at a time that stands still.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { fixedClock } from '../src/base/clock.ts'
import { readConfig } from '../src/config.ts'
import { type Serving, start } from '../src/serving.ts'
import { FakeDiscord } from './fakes/discord/fake-discord.ts'
import { freePort, HttpSide } from './fakes/discord/http-side.ts'
import { FakeSlack } from './fakes/slack/fake-slack.ts'

export type Served = {
  slack: FakeSlack
  discord: FakeDiscord
  /** Starts it, with more settings where given; an earlier run is stopped first, as by a restart. */
  readonly at: (now: string, settings?: Readonly<Record<string, string>>) => Promise<Serving>
}

/** Waits until the expectations hold; the limit only ends what hangs. */
export const soon = (hold: () => void): Promise<void> => vi.waitFor(hold, { timeout: 30_000, interval: 20 })

let onlyByGateway: readonly RegExp[] | null = null

/** From here on Discord's interactions come by HTTP; tests of these names, and those in which somebody mentions the bot or adds it, are of what the gateway alone can do, and skipped. */
export function servedOverHttp(skipped: readonly RegExp[]): void {
  onlyByGateway = skipped
}
export const isOverHttp = (): boolean => onlyByGateway !== null

/** Sets everything up before each test of a file; afterwards nothing may have been refused by a platform. */
export function useServed(): Served {
  let dataDir = ''
  let serving: Serving | undefined
  let http: HttpSide | null = null
  const quiet = () => new Writable({ write: (_part, _encoding, done) => done() })
  const served: Served = {
    slack: new FakeSlack(),
    discord: new FakeDiscord(),
    at: async (now, settings = {}) => {
      await serving?.stop()
      const { slack, discord } = served
      const ways = { SLACK_API_URL: slack.apiUrl, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }
      const tokens = { SLACK_BOT_TOKEN: slack.workspace.token, SLACK_APP_TOKEN: slack.workspace.appToken }
      const door = http === null ? {} : { DISCORD_PUBLIC_KEY: http.publicKey, DISCORD_PORT: String(await freePort()) }
      const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WEB_PORT: '0', ...tokens, ...ways, ...door, ...settings })
      const sessions = discord.gateway.sessions
      serving = await start(config, fixedClock(now), { input: Readable.from([]), output: quiet() })
      await slack.until(
        () => slack.sockets.open > 0 && (http !== null || discord.gateway.sessions > sessions) && discord.commands.length > 0,
        'both platforms',
      )
      await http?.goesTo(config.discord?.http?.port ?? 0, () => Date.parse(now))
      return serving
    },
  }
  beforeEach(async ({ task, skip }) => {
    if (onlyByGateway?.some((name) => name.test(task.name))) skip()
    dataDir = mkdtempSync(join(tmpdir(), 'served-'))
    served.slack = await new FakeSlack().start()
    served.discord = await new FakeDiscord().start()
    http = onlyByGateway === null ? null : new HttpSide(served.discord)
    http?.withoutGateway(skip)
  })
  afterEach(async () => {
    await serving?.stop()
    serving = undefined
    await served.slack.stop()
    await served.discord.stop()
    rmSync(dataDir, { recursive: true, force: true })
    expect([served.slack.rejected, served.discord.rejected]).toEqual([[], []])
  })
  return served
}
