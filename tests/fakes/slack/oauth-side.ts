// Slack's end of installing: its page where people allow the app, codes, tokens that may rotate, and what ends them.
import { randomBytes } from 'node:crypto'
import type { Answer } from './web-api.ts'
import { type Fields, Workspace } from './workspace.ts'

type Code = Readonly<{ team: string | null; redirectUri: string; scopes: readonly string[] }>
type Held = { readonly team: string; readonly endsAt: number; revoked: boolean }

export type Allowed = Readonly<{ team: string; deny?: boolean; organization?: boolean; scopes?: readonly string[] }>

export class OAuthSide {
  readonly clientId = '111.222'
  readonly clientSecret = 'canary-client-secret'
  readonly redirectUris = new Set<string>()
  /** Tokens end after twelve hours, and come with a refresh token. */
  rotates = false
  lifeS = 43_200
  /** A refresh token serves once, whether its answer arrived or not. */
  servesOnce = true
  nowMs: () => number = () => 0
  /** Who allowed it, as the answer with the tokens says. */
  authedUser: unknown = { id: 'U1' }
  readonly workspaces = new Map<string, Workspace>()
  /** Every secret that was ever handed out, to look for where none may be. */
  readonly secrets: string[] = []
  readonly #codes = new Map<string, Code>()
  readonly #tokens = new Map<string, Held>()
  readonly #refreshes = new Map<string, string>()

  /** What Slack's page does when somebody of a workspace pressed a button there: the address the browser is sent back to. */
  allow(authorizeUrl: string, { team, deny = false, organization = false, scopes }: Allowed): string {
    const asked = new URL(authorizeUrl).searchParams
    const redirectUri = asked.get('redirect_uri') ?? ''
    if (asked.get('client_id') !== this.clientId || !this.redirectUris.has(redirectUri)) throw new Error('bad_redirect_uri')
    const back = new URL(redirectUri)
    back.searchParams.set('state', asked.get('state') ?? '')
    if (deny) back.searchParams.set('error', 'access_denied')
    else
      back.searchParams.set(
        'code',
        this.#code({ team: organization ? null : team, redirectUri, scopes: scopes ?? (asked.get('scope') ?? '').split(',') }),
      )
    return back.href
  }

  /** `oauth.v2.access`: by a code or by a refresh token. */
  access(args: Fields, authorization: string | null): Answer {
    const [id, secret] = Buffer.from(authorization?.replace(/^Basic /, '') ?? '', 'base64')
      .toString('utf8')
      .split(':')
    if (id !== this.clientId) return { ok: false, error: 'invalid_client_id' }
    if (secret !== this.clientSecret) return { ok: false, error: 'bad_client_secret' }
    return args['grant_type'] === 'refresh_token' ? this.#refresh(String(args['refresh_token'])) : this.#exchange(args)
  }

  /** Whose token it is; a sentence of Slack's when it serves no more; null when it is none of these. */
  holderOf(token: string): Workspace | string | null {
    const held = this.#tokens.get(token)
    if (held === undefined) return null
    if (held.revoked) return 'token_revoked'
    if (held.endsAt <= this.nowMs()) return 'token_expired'
    return this.workspaces.get(held.team) ?? 'account_inactive'
  }

  revoke(token: string): void {
    const held = this.#tokens.get(token)
    if (held !== undefined) held.revoked = true
  }

  /** Somebody removes the app from a workspace. */
  uninstall(team: string): void {
    for (const held of this.#tokens.values()) if (held.team === team) held.revoked = true
    for (const [refresh, of] of this.#refreshes) if (of === team) this.#refreshes.delete(refresh)
  }

  #code(code: Code): string {
    const made = this.#secret('code')
    this.#codes.set(made, code)
    return made
  }

  #exchange({ code, redirect_uri }: Fields & Readonly<{ code?: unknown; redirect_uri?: unknown }>): Answer {
    const held = this.#codes.get(String(code))
    if (held === undefined) return { ok: false, error: 'invalid_code' }
    this.#codes.delete(String(code))
    if (held.redirectUri !== redirect_uri) return { ok: false, error: 'bad_redirect_uri' }
    if (held.team === null) {
      const tokens = {
        access_token: this.#secret('xoxb-organization'),
        token_type: 'bot',
        scope: held.scopes.join(','),
        bot_user_id: 'U0BOT',
      }
      return { ok: true, ...tokens, team: null, enterprise: { id: 'E0FAKE', name: 'All of it' }, is_enterprise_install: true }
    }
    const workspace =
      this.workspaces.get(held.team) ?? new Workspace({ team: held.team, botUser: `U0BOT${held.team}`, botId: `B0BOT${held.team}` })
    workspace.scopes = held.scopes
    this.workspaces.set(held.team, workspace)
    return this.#granted(workspace)
  }

  #refresh(token: string): Answer {
    const team = this.#refreshes.get(token)
    const workspace = team === undefined ? undefined : this.workspaces.get(team)
    if (workspace === undefined) return { ok: false, error: 'invalid_refresh_token' }
    if (this.servesOnce) this.#refreshes.delete(token)
    return this.#granted(workspace)
  }

  #granted(workspace: Workspace): Answer {
    const { team, botUser, appId } = workspace
    // without rotation a workspace has one bot token, whoever installs it again
    const standing = this.rotates ? undefined : [...this.#tokens].find(([, held]) => held.team === team && !held.revoked)?.[0]
    const access = standing ?? this.#secret(this.rotates ? 'xoxe.xoxb-1' : 'xoxb')
    if (standing === undefined)
      this.#tokens.set(access, {
        team,
        endsAt: this.rotates ? this.nowMs() + this.lifeS * 1_000 : Number.POSITIVE_INFINITY,
        revoked: false,
      })
    const refresh = this.rotates ? this.#secret('xoxe-1') : null
    if (refresh !== null) this.#refreshes.set(refresh, team)
    return {
      ...{ ok: true, access_token: access, token_type: 'bot', scope: workspace.scopes.join(','), bot_user_id: botUser, app_id: appId },
      ...{
        team: { id: team, name: `<b>${team} & friends</b>` },
        enterprise: null,
        is_enterprise_install: false,
        authed_user: this.authedUser,
      },
      ...(refresh === null ? {} : { refresh_token: refresh, expires_in: this.lifeS }),
    }
  }

  #secret(kind: string): string {
    const made = `${kind}-canary${randomBytes(12).toString('hex')}`
    this.secrets.push(made)
    return made
  }
}
