// Installing the app in many workspaces: who may, how often, from which browser; and by whose token everything then goes out.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { slackManifest } from '../../../../src/adapters/platforms/slack/manifest.ts'
import { FakeSlack } from '../../../fakes/slack/fake-slack.ts'
import { PERSON_TS } from '../../../fakes/slack/payloads.ts'
import { push, signedRequest } from '../../../fakes/slack/signing.ts'
import { type Installing, type InstallingOptions, openInstalling, PUBLIC_URL, REDIRECT, SECRET } from './installing.ts'

let fake: FakeSlack
const running: Installing[] = []
const open = async (options?: InstallingOptions) => {
  const opened = await openInstalling(fake, options)
  running.push(opened)
  return opened
}
const mention = (text: string, ts = PERSON_TS) => ({ type: 'app_mention', channel: 'C1', user: 'U1', text, ts })
const saidIn = (one: Installing, team: string) => [...one.workspace(team).messages.values()].map(({ text }) => String(text))
const pathOf = (address: string) => address.slice(PUBLIC_URL.length)
const standing = async (one: Installing) => (await one.stores.installations.list('slack')).map(({ workspace }) => workspace)

beforeEach(async () => {
  fake = await new FakeSlack().start()
})
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
  await fake.stop()
  expect(fake.rejected).toEqual([])
})

describe('installing', () => {
  it('sends the browser to Slack with every scope of the manifest, a state and a cookie that only this host can set or read', async () => {
    const one = await open({ install: { askFor: ['history'] } })
    const page = await one.browser().get('/slack/install')
    expect(page.status).toBe(302)
    const address = new URL(page.location ?? '')
    const { state, scope, ...asked } = Object.fromEntries(address.searchParams)
    expect(asked).toEqual({ client_id: fake.oauth.clientId, redirect_uri: REDIRECT })
    expect(state).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(scope?.split(',')).toEqual(expect.arrayContaining(['commands', 'chat:write', 'users:read', 'channels:history']))
    expect(page.cookie).toMatch(/^__Host-bb-install=[A-Za-z0-9_-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  it('asks for a cookie that travels in clear only where the address itself does', async () => {
    const one = await open({ install: { publicUrl: 'http://127.0.0.1:3000' } })
    const page = await one.browser().get('/slack/install')
    expect(page.cookie).toMatch(/^bb-install=[A-Za-z0-9_-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('goes by the address that the manifest for many workspaces names, with tokens that end', () => {
    expect(slackManifest({ installUrl: `${PUBLIC_URL}/` })).toMatchObject({
      oauth_config: { redirect_urls: [REDIRECT] },
      settings: { token_rotation_enabled: true },
    })
    expect(slackManifest()).toMatchObject({ settings: { token_rotation_enabled: false } })
    expect(slackManifest()['oauth_config']).not.toHaveProperty('redirect_urls')
  })

  it('keeps a workspace that allowed it and answers there by its token, beside others', async () => {
    const one = await open()
    const page = await one.install('T1')
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('&#60;b&#62;T1 &#38; friends&#60;/b&#62;') })
    expect(page.text).not.toContain('<b>')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    await one.install('T2')
    await Promise.all(['T1', 'T2'].map((team) => one.tell(team, mention(`<@U0BOT${team}> border`))))
    await fake.until(() => one.workspace('T1').messages.size + one.workspace('T2').messages.size === 2, 'both answers')
    expect([saidIn(one, 'T1'), saidIn(one, 'T2')]).toEqual([['Answered T1.'], ['Answered T2.']])
    expect(await standing(one)).toEqual(['T1', 'T2'])
    expect(one.returned).toEqual(['T1', 'T2'])
  })

  it('posts, finds, edits, removes and tells in each workspace by its own token', async () => {
    const one = await open({ install: { askFor: ['history'] } })
    for (const team of ['T1', 'T2']) await one.install(team)
    const [payload = ''] = one.platform.paginate({
      preview: 'News',
      nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'News' }] }],
    })
    for (const team of ['T1', 'T2']) {
      const channel = { platform: 'slack', workspace: team, channel: 'C1' } as const
      const posted = await one.platform.post({ channel, deliveryId: `d-${team}`, payload, parent: null })
      expect(posted.kind).toBe('sent')
      const place = { channel, messageId: posted.kind === 'sent' ? posted.messageId : '', parent: null }
      expect(await one.platform.find(channel, `d-${team}`, '2023-11-01T00:00:00Z')).toMatchObject({
        kind: 'found',
        messageId: place.messageId,
      })
      const amended = await one.platform.amend?.(place, `d-${team}`, payload, [[{ kind: 'text', text: 'Corrected.' }]])
      expect(amended?.kind).toBe('sent')
      expect(await one.platform.locate?.(place)).toMatchObject({ platform: 'slack', channel: 'C1' })
      expect((await one.platform.tell?.(team, 'U1', 'Paused.'))?.kind).toBe('sent')
      expect((await one.platform.remove?.(place))?.kind).toBe('sent')
      expect(one.workspace(team).removed).toHaveLength(1)
    }
    const other = { platform: 'slack', workspace: 'T3', channel: 'C1' } as const
    expect(await one.platform.post({ channel: other, deliveryId: 'd-T3', payload, parent: null })).toMatchObject({
      kind: 'refused',
      refusal: { of: 'workspace' },
    })
  })

  it('says who installed it, so that they can be greeted, and of whom Slack names nobody', async () => {
    const one = await open()
    await one.install('T1')
    await fake.until(() => one.greeted.length === 1, 'the installer')
    expect(one.greeted).toMatchObject([
      {
        added: 'workspace',
        text: 'welcome',
        direct: true,
        channel: { workspace: 'T1', channel: 'U1' },
        person: { id: 'U1' },
        mayManage: false,
      },
    ])
    for (const strange of [undefined, { id: '<!channel>' }, { id: 7 }, 'U1']) {
      fake.oauth.authedUser = strange
      expect((await one.install('T1')).status).toBe(200)
    }
    expect(one.greeted).toHaveLength(1)
  })

  it('goes on by the new tokens, and forgets nothing, when it is installed again', async () => {
    const one = await open()
    fake.oauth.rotates = true
    await one.install('T1')
    const before = await one.stores.installations.get({ platform: 'slack', workspace: 'T1' })
    await one.install('T1')
    expect(await one.stores.installations.get({ platform: 'slack', workspace: 'T1' })).toMatchObject({
      version: Number(before?.version) + 1,
    })
    expect(one.removed).toEqual([])
    await one.tell('T1', mention('<@U0BOTT1> border'))
    await fake.until(() => saidIn(one, 'T1').length === 1, 'the answer')
    expect(fake.calls.findLast(({ method }) => method === 'chat.postMessage')?.token).toBe(
      fake.oauth.secrets.findLast((one) => one.startsWith('xoxe.xoxb')),
    )
  })

  it('serves the pages beside Socket Mode', async () => {
    const one = await open({ socket: true })
    expect((await one.browser().get('/slack/installed')).status).toBe(404)
    expect((await push(`${one.base}/slack/events`, signedRequest(SECRET, 'command', {}, 1_700_000_000))).status).toBe(404)
    await one.install('T1')
    await fake.event({ ...mention('<@U0BOTT1> border') }, { team_id: 'T1', authorizations: [{ team_id: 'T1' }] })
    await fake.until(() => saidIn(one, 'T1').length === 1, 'the answer')
  })
})

describe('an installation that is not what it should be', () => {
  type Attack = (one: Installing) => Promise<Readonly<{ status: number; text: string }>>
  const begun = async (one: Installing) => {
    const browser = one.browser()
    const { location } = await browser.get('/slack/install')
    return {
      browser,
      back: (more: Partial<Parameters<typeof fake.oauth.allow>[1]> = {}) =>
        pathOf(fake.oauth.allow(location ?? '', { team: 'T1', ...more })),
    }
  }
  const ATTACKS: readonly (readonly [string, Attack])[] = [
    ['without a state', async (one) => (await begun(one)).browser.get('/slack/oauth_redirect?code=c')],
    [
      'with a state that nobody was given',
      async (one) => (await begun(one)).browser.get(`/slack/oauth_redirect?code=c&state=${'A'.repeat(43)}`),
    ],
    [
      'with a state that was used before',
      async (one) => {
        const { browser, back } = await begun(one)
        const address = back({ deny: true })
        const { cookie } = browser
        await browser.get(address)
        browser.cookie = cookie
        return browser.get(back())
      },
    ],
    ['in a browser without the cookie', async (one) => one.browser().get((await begun(one)).back())],
    [
      'in a browser that began another one',
      async (one) => {
        const other = await begun(one)
        return other.browser.get((await begun(one)).back())
      },
    ],
    [
      'with the state of another browser after its own was tried there',
      async (one) => {
        const { browser, back } = await begun(one)
        const address = back()
        await one.browser().get(address)
        return browser.get(address)
      },
    ],
    [
      'with two states',
      async (one) => {
        const { browser, back } = await begun(one)
        return browser.get(`${back()}&state=${'A'.repeat(43)}`)
      },
    ],
    [
      'with two cookies',
      async (one) => {
        const { browser, back } = await begun(one)
        browser.cookie = `${browser.cookie}; __Host-bb-install=x`
        return browser.get(back())
      },
    ],
    [
      'by a form',
      async (one) => {
        const { browser, back } = await begun(one)
        return browser.get(back(), { method: 'POST', headers: { cookie: browser.cookie ?? '' } })
      },
    ],
    [
      'with an endless address',
      async (one) => {
        const { browser, back } = await begun(one)
        return browser.get(`${back()}&x=${'x'.repeat(5_000)}`)
      },
    ],
    [
      'that was declined',
      async (one) => {
        const { browser, back } = await begun(one)
        return browser.get(back({ deny: true }))
      },
    ],
    [
      'for a whole organization',
      async (one) => {
        const { browser, back } = await begun(one)
        return browser.get(back({ organization: true }))
      },
    ],
    [
      'without a scope that is needed',
      async (one) => {
        const { browser, back } = await begun(one)
        return browser.get(back({ scopes: ['commands', 'chat:write'] }))
      },
    ],
    [
      'with a code of nobody',
      async (one) => {
        const { browser, back } = await begun(one)
        return browser.get(back().replace(/code=[^&]+/, 'code=made-up'))
      },
    ],
    [
      'without a code',
      async (one) => {
        const { browser, back } = await begun(one)
        return browser.get(back().replace(/&?code=[^&]+/, ''))
      },
    ],
    [
      'while Slack does not answer',
      async (one) => {
        const { browser, back } = await begun(one)
        fake.failNext('oauth.v2.access', { commit: true, ending: 'reset' })
        return browser.get(back())
      },
    ],
    [
      'while Slack does not say whose the token is',
      async (one) => {
        const { browser, back } = await begun(one)
        fake.faultOf = (method) => (method === 'auth.test' ? { commit: false, ending: '503' } : undefined)
        return browser.get(back())
      },
    ],
  ]

  it.each(ATTACKS)('is refused in words and keeps nothing: one %s', async (_, attack) => {
    const one = await open()
    const page = await attack(one)
    fake.takeRejected()
    expect(page.text).toContain('was not added')
    expect(page.text).toContain('nothing was kept')
    expect(page.text).toContain('<a href="/slack/install">')
    expect(await standing(one)).toEqual([])
    expect(JSON.stringify(one.lines)).not.toMatch(/canary|code=|state=/)
  })

  it('is handed back to Slack where a token was given', async () => {
    const one = await open()
    await one.install({ team: 'T1', scopes: ['commands'] })
    expect(fake.of('auth.revoke')).toHaveLength(1)
    expect(fake.oauth.holderOf(fake.oauth.secrets.findLast((secret) => secret.startsWith('xoxb')) ?? '')).toBe('token_revoked')
  })

  it('leaves the one that stands alone', async () => {
    const one = await open()
    await one.install('T1')
    await one.install({ team: 'T1', scopes: ['commands'] })
    expect(fake.of('auth.revoke')).toEqual([])
    one.workspace('T1').scopes = ['commands', 'chat:write', 'app_mentions:read', 'metadata.message:read', 'users:read']
    await one.tell('T1', mention('<@U0BOTT1> border'))
    await fake.until(() => saidIn(one, 'T1').length === 1, 'the answer')
  })
})
