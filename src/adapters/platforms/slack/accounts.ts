// By whose tokens the adapter speaks: the one of the settings, or those that workspaces gave when they installed the app.
import { type InTurnByKey, inTurnByKey } from '../../../base/in-turn.ts'
import type { WebClientOptions } from '@slack/web-api'
import type { Clock } from '../../../base/clock.ts'
import { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { InstallationStore } from '../../../ports/installation-store.ts'
import type { Told } from './chat-post.ts'
import { type Account, checkAccounts } from './check.ts'
import { createInstall, type Install, type InstallOptions } from './install.ts'
import { botScopes } from './install-scopes.ts'
import { createOAuth } from './oauth.ts'
import type { SlackConfig, SlackInstallConfig } from './slack-config.ts'
import { createTeams, oneTeam, type TeamOptions, type Teams } from './teams.ts'
import { createTokenSeal } from './token-seal.ts'
import { Tokens } from './tokens.ts'
import type { PostLimits } from './transport.ts'
import type { Standing } from './uninstall.ts'

export type Accounts = Readonly<{
  teams: Teams
  standing: Standing
  inTurn: InTurnByKey
  /** null: there is nothing to install */
  install: Install | null
  /** Resolves when the tokens are known to serve. Throws BorderBriefError with the mend. */
  open: () => Promise<void>
  close: () => void
  check: () => Promise<readonly string[]>
}>

export type AccountOptions = Readonly<{
  config: SlackConfig
  apiUrl: string
  clientOptions: () => WebClientOptions
  installations: InstallationStore | undefined
  /** see InstallOptions */
  settled: (team: string) => Promise<void>
  returned: InstallOptions['returned']
  clock: Clock
  log: Log
  limits?: PostLimits
}>

const RENEW_EVERY_MS = 60_000
const NOBODY = (publicUrl: string) => `No Slack workspace has installed the app yet: open ${publicUrl}/slack/install in a browser.`

export function createAccounts(options: AccountOptions): Accounts {
  const { config, installations, apiUrl, clientOptions, limits, log } = options
  const posting: TeamOptions = { apiUrl, clientOptions, told: toldTo(log), ...(limits === undefined ? {} : { limits }) }
  if (config.botToken !== null) return oneAccount(config.botToken, posting, options)
  if (config.install == null || installations === undefined) {
    throw new BorderBriefError(
      'slack-config',
      'Slack needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID for many workspaces: set one of them in .env.',
    )
  }
  return manyAccounts(config.install, installations, posting, options)
}

/** By method: Slack's own names, which are few, and no address or token. */
function toldTo(log: Log): Told {
  return (method, status, waitMs) => {
    log.debug('platform asked', { platform: 'slack', route: method, code: status === null ? 'none' : String(status) })
    if (status === 429 && waitMs !== null) log.debug('platform limits', { platform: 'slack', by: 'platform', waitMs })
  }
}

function oneAccount(botToken: string, posting: TeamOptions, { config }: AccountOptions): Accounts {
  let stands = true
  const source = { token: async () => (stands ? botToken : null), identity: async () => null, stands: () => stands }
  const teams = oneTeam(source, posting)
  const team = teams.of('')
  return {
    teams,
    inTurn: inTurnByKey(),
    install: null,
    standing: {
      hush: () => {
        stands = false
      },
      drop: async () => {}, // the token is the operator's, in the settings
      installedAt: () => (stands ? 'unknown' : null),
      heedsRevocation: false,
    },
    open: async () => void (await team.identity()),
    close: () => {},
    check: () => checkAccounts([{ name: null, client: team.client }], { config, clientOptions: posting.clientOptions }),
  }
}

function manyAccounts(
  { clientId, clientSecret, publicUrl, tokenKeys, askFor }: SlackInstallConfig,
  store: InstallationStore,
  posting: TeamOptions,
  { config, settled, returned, clock, log }: AccountOptions,
): Accounts {
  const { apiUrl, clientOptions } = posting
  const nowMs = () => clock.now().epochMilliseconds
  const oauth = createOAuth({ apiUrl, clientId, clientSecret, nowMs })
  const tokens = new Tokens({ store, seal: createTokenSeal(tokenKeys), oauth, clock, log })
  const teams = createTeams(tokens, posting)
  const turns = inTurnByKey()
  const scopes = botScopes(config.historyGranted ? [...askFor, 'history'] : askFor)
  const renew = () => void tokens.renewDue().catch(() => log.warn('slack tokens not looked at'))
  let timer: NodeJS.Timeout | undefined
  return {
    teams,
    inTurn: turns,
    install: createInstall({
      inTurn: turns,
      clientId,
      publicUrl,
      apiUrl,
      scopes,
      oauth,
      tokens,
      clientOptions,
      settled,
      returned,
      nowMs,
      log,
    }),
    standing: { hush: tokens.hush, drop: tokens.drop, installedAt: tokens.installedAt, heedsRevocation: true },
    open: async () => {
      await tokens.open()
      clearInterval(timer)
      timer = setInterval(renew, RENEW_EVERY_MS).unref()
    },
    close: () => clearInterval(timer),
    check: async () => {
      await tokens.open()
      const problems = tokens.problems()
      if (tokens.installed.length === 0) return [NOBODY(publicUrl)]
      const others = tokens.installed.filter((team) => !problems.has(team))
      const accounts = others.map((team): Account => ({ name: team, client: teams.of(team).client }))
      return [...problems.values(), ...(await checkAccounts(accounts, { config, clientOptions }))]
    },
  }
}
