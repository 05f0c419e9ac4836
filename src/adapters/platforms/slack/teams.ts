// Who we are in which workspace: every call to Slack goes out with the token that its workspace has at that moment.
import { WebClient, type WebClientOptions } from '@slack/web-api'
import { createPostMessage, createUpdateMessage, type PostMessage, type Told } from './chat-post.ts'
import { askIdentity, type SlackIdentity } from './identity.ts'
import type { PostLimits } from './transport.ts'

/** Where tokens come from, by the id of the workspace. */
export type TokenSource = Readonly<{
  /** Null where the app is not installed. Throws BorderBriefError when it cannot be said for now. */
  token: (team: string) => Promise<string | null>
  /** Who the bot is there; null where Slack is to be asked. */
  identity: (team: string) => Promise<SlackIdentity | null>
  /** False from the moment the app was removed. */
  stands: (team: string) => boolean
}>

/** One workspace, as the rest of the adapter speaks with it. */
export type Team = Readonly<{
  client: WebClient
  postMessage: PostMessage
  updateMessage: PostMessage
  identity: () => Promise<SlackIdentity>
  /** nothing more is said there once it is false */
  stands: () => boolean
}>

export type Teams = Readonly<{ of: (team: string) => Team }>

export type TeamOptions = Readonly<{ apiUrl: string; clientOptions: () => WebClientOptions; limits?: PostLimits; told?: Told }>

const MOST_KEPT = 2_000 // workspaces with a client at hand; for others one is made anew

export function createTeams(source: TokenSource, options: TeamOptions): Teams {
  const kept = new Map<string, Team>()
  return {
    of: (id) => {
      const team = kept.get(id) ?? makeTeam(id, source, options)
      kept.set(id, team)
      const [oldest] = kept.keys()
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      return team
    },
  }
}

/** The one workspace that the bot token of the settings belongs to, by whatever id it is called. */
export function oneTeam(source: TokenSource, options: TeamOptions): Teams {
  const team = makeTeam('', source, options)
  return { of: () => team }
}

function makeTeam(id: string, source: TokenSource, { apiUrl, clientOptions, limits, told = () => {} }: TeamOptions): Team {
  const token = () => source.token(id)
  const stands = () => source.stands(id)
  const client = new WebClient(undefined, { ...clientOptions(), fetch: fetchWith(token, apiUrl, told) })
  const posting = { apiUrl, token, stands, told, ...(limits === undefined ? {} : { limits }) }
  let asked: Promise<SlackIdentity> | null = null
  const ask = () => {
    asked ??= askIdentity(client).catch((error: unknown) => {
      asked = null // a failure is not remembered
      throw error
    })
    return asked
  }
  return {
    client,
    postMessage: createPostMessage(posting),
    updateMessage: createUpdateMessage(posting),
    identity: async () => (await source.identity(id)) ?? ask(),
    stands,
  }
}

/** Puts the token on what goes to Slack's API and on nothing else; a workspace without one gets the answer that Slack would give. */
function fetchWith(tokenOf: () => Promise<string | null>, apiUrl: string, told: Told): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.startsWith(apiUrl)) return fetch(input, init)
    const token = await tokenOf()
    if (token === null) return Response.json({ ok: false, error: 'token_revoked' })
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${token}`)
    const method = url.slice(apiUrl.length)
    const answer = await fetch(input, { ...init, headers }).catch((error: unknown) => {
      told(method, null, null)
      throw error
    })
    told(method, answer.status, waitOf(answer))
    return answer
  }
}

function waitOf({ headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1_000 : null
}
