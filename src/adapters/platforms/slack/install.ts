// Installing the app in a workspace: sends a browser to Slack, and takes what it brings back for tokens.
import type { InTurnByKey } from '../../../base/in-turn.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../../../base/log.ts'
import { askIdentity, type SlackIdentity } from './identity.ts'
import { INSTALL_PATH, type InstallPage, installPage, PAGE_HEADERS, PAGES } from './install-page.ts'
import { createInstallStates, STATE_LIFE_S } from './install-state.ts'
import { NEEDED_SCOPES, REDIRECT_PATH } from './manifest.ts'
import type { Granted, OAuth } from './oauth.ts'
import type { Tokens } from './tokens.ts'

/** Answers a request for one of its two pages; false when it is for neither. */
export type Install = Readonly<{ serve: (request: IncomingMessage, response: ServerResponse) => boolean }>

export type InstallOptions = Readonly<{
  clientId: string
  /** where browsers reach the two pages, without a slash at the end */
  publicUrl: string
  apiUrl: string
  scopes: readonly string[]
  oauth: OAuth
  tokens: Pick<Tokens, 'keep' | 'stands'>
  clientOptions: () => WebClientOptions
  inTurn: InTurnByKey
  /** Resolves once nothing is left of what the workspace had before it removed the app. */
  settled: (team: string) => Promise<void>
  /** It is in use there; `installer`: the id of whoever installed it, where Slack says. */
  returned: (team: string, installer: string | null) => void
  nowMs: () => number
  log: Log
}>

const MAX_ADDRESS = 4_096 // characters; Slack's codes and our states have some hundred

export function createInstall(options: InstallOptions): Install {
  const { publicUrl, log } = options
  const states = createInstallStates(options.nowMs)
  const isSecure = publicUrl.startsWith('https://')
  // __Host-: no other host of the domain can set it, and it never travels in clear
  const cookie = isSecure ? '__Host-bb-install' : 'bb-install'
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

  function begin(response: ServerResponse): void {
    const { state, browser } = states.begin()
    response.writeHead(302, {
      ...PAGE_HEADERS,
      location: authorizeUrl(options, state),
      'set-cookie': `${cookie}=${browser}; Max-Age=${STATE_LIFE_S}${attributes}`,
    })
    response.end()
  }

  async function end(request: IncomingMessage, query: URLSearchParams): Promise<InstallPage> {
    const [state, code, error] = ['state', 'code', 'error'].map((name) => only(query, name))
    const browser = cookieOf(request, cookie)
    // used up before anything else: whatever comes of it, it is good for nothing more
    if (!states.take(state ?? '', browser ?? '')) return PAGES.stale
    if (error === 'access_denied') return PAGES.declined
    if (code == null || code === '') return PAGES.refused('no code')
    const answer = await options.oauth.exchange(code, `${publicUrl}${REDIRECT_PATH}`)
    if (answer.kind === 'unknown') return PAGES.unreachable
    return answer.kind === 'refused' ? PAGES.refused(answer.reason) : take(answer, options)
  }

  return {
    serve: (request, response) => {
      const [path, query = ''] = (request.url ?? '').split('?', 2)
      if (path !== INSTALL_PATH && path !== REDIRECT_PATH) return false
      if (request.method !== 'GET' || (request.url ?? '').length > MAX_ADDRESS) send(response, { ...PAGES.stale, status: 405 })
      else if (path === INSTALL_PATH) begin(response)
      else {
        void end(request, new URLSearchParams(query))
          .catch(() => PAGES.failed)
          .then((page) => {
            log.info('slack installation ended', { status: page.status })
            send(response, page, `${cookie}=; Max-Age=0${attributes}`)
          })
      }
      return true
    },
  }
}

/** What was granted → an installation, or the page that says why not; what is not kept is handed back to Slack. */
async function take(granted: Granted, options: InstallOptions): Promise<InstallPage> {
  const { clientOptions, tokens, settled } = options
  const client = clientOf(granted.tokens.access, clientOptions)
  const handBack = async (page: InstallPage) => {
    await client.auth.revoke().catch(() => {}) // it ends by itself, or with the next installation
    return page
  }
  if (granted.isOrganization || granted.team === null) return handBack(PAGES.organization)
  const missing = Object.keys(NEEDED_SCOPES).filter((scope) => !granted.scopes.includes(scope))
  // where it is installed already, the token may be the one in use
  if (missing.length > 0) return tokens.stands(granted.team) ? PAGES.incomplete(missing) : handBack(PAGES.incomplete(missing))
  let identity: SlackIdentity
  try {
    identity = await askIdentity(client)
  } catch {
    return PAGES.unreachable
  }
  // what the code was for, and whose token it brought, must be one
  if (identity.team !== granted.team) return handBack(PAGES.refused('another workspace'))
  await options.inTurn(identity.team, async () => {
    await settled(identity.team)
    await tokens.keep({ ...identity, scopes: granted.scopes }, granted.tokens)
  })
  options.returned(identity.team, granted.installer)
  options.log.info('slack installed', { workspace: identity.team, scopes: granted.scopes.length })
  return PAGES.added(granted.teamName)
}

/** A client of its own: a token and its header must never meet another token's client. */
function clientOf(token: string, clientOptions: () => WebClientOptions): WebClient {
  return new WebClient(token, clientOptions())
}

function authorizeUrl({ apiUrl, clientId, publicUrl, scopes }: InstallOptions, state: string): string {
  const url = new URL('/oauth/v2/authorize', apiUrl)
  url.search = new URLSearchParams({
    client_id: clientId,
    scope: scopes.join(','),
    redirect_uri: `${publicUrl}${REDIRECT_PATH}`,
    state,
  }).toString()
  return url.href
}

/** Null when it is absent or there twice. */
function only(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name)
  return values.length === 1 ? (values[0] ?? null) : null
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const values = pairs.flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : []))
  return values.length === 1 ? (values[0] ?? null) : null
}

function send(response: ServerResponse, page: InstallPage, cookie?: string): void {
  response.writeHead(page.status, { ...PAGE_HEADERS, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) })
  response.end(installPage(page))
}
