// Sources added, told of and removed in Slack and in Discord, over the real wiring and against a real site on loopback.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import { shown as markdown } from '../adapters/platforms/discord/stand.ts'
import { type Host, hostOf, MovedClock, rssOf, STORY } from '../polled.ts'
import { soon, useServed } from '../served.ts'

const served = useServed()
const MORNING = '2026-11-22T08:00:00Z'
const INNER = [
  'http://169.254.169.254/latest/meta-data',
  'http://10.0.0.7/feed',
  'http://[::ffff:10.0.0.7]/feed',
  'http://localhost/feed',
  'http://167772167/feed',
]

let host: Host
let answers: Record<string, Readonly<{ status?: number; body?: string }>>
let moreSettings: Readonly<Record<string, string>>

const item = (n: number) => ({ path: `/2026/story-${n}`, title: `Flood number ${n} in Brenna`, text: `${STORY} Report ${n}.` })
const page = (title: string) =>
  `<html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${STORY}</p></article></body></html>`

beforeEach(async () => {
  host = await hostOf((request, response) => {
    const { status = 200, body = '' } = answers[request.url ?? ''] ?? { status: 404 }
    response.writeHead(status, { 'content-type': body.startsWith('<html') ? 'text/html' : 'application/xml' }).end(body)
  }, new MovedClock())
  answers = {
    '/': { body: '<html><head><link rel="alternate" type="application/rss+xml" href="/news.rss"></head><body>News</body></html>' },
    '/news.rss': { body: rssOf(host.origin, [item(1), item(2)]) },
    '/2026/11/port-of-brenna': { body: page('Port of Brenna flooded') },
    '/front': { body: page('Sorry') },
    '/gone.rss': { status: 410 },
  }
  moreSettings = {}
})
afterEach(() => host.close())

/** What everybody knows is a test's: the loopback site may be fetched from. */
const begin = (now = MORNING) => served.at(now, { FETCH_INSIDE: '127.0.0.1/32', FETCH_PORTS: String(host.port), ...moreSettings })

/** Begins again at a later time, and asks what is due. */
async function later(now: string): Promise<void> {
  const { product } = await begin(now)
  await product.sources.tick()
}

type Person = 'member' | 'admin'
type Chat = Readonly<{
  /** Says it as somebody; what is shown for it, and whether the whole channel sees it. */
  add: (address: string, person?: Person) => Promise<Said>
  remove: (address: string, person?: Person) => Promise<Said>
  sources: () => Promise<Said>
  status: () => Promise<Said>
  ask: (question: string) => Promise<Said>
  who: string
}>
type Said = Readonly<{ words: string; openly: boolean }>

const inSlack = (): Chat => {
  const { workspace } = served.slack
  workspace.scopes = ['commands', 'chat:write', 'app_mentions:read', 'metadata.message:read', 'users:read']
  workspace.profiles.set('U2', { tz: 'UTC', is_admin: true })
  const posted = () => [...workspace.messages.values()]
  const whispers = () => served.slack.responded.filter(({ body }) => body.delete_original !== true)
  const say = async (text: string, person: Person = 'member'): Promise<Said> => {
    const before = [posted().length, whispers().length] as const
    await served.slack.command(text, { user_id: person === 'admin' ? 'U2' : 'U1' })
    const isNew = () => posted().length > before[0] || whispers().length > before[1]
    await served.slack.until(isNew, `an answer to ${text}`)
    const openly = posted().length > before[0]
    return { words: wordsOf(openly ? posted().at(-1) : whispers().at(-1)?.body), openly }
  }
  return {
    add: (address, person) => say(`add ${address}`, person),
    remove: (address, person) => say(`remove ${address}`, person),
    sources: () => say('sources'),
    status: () => say('status'),
    ask: (question) => say(`ask ${question}`),
    who: 'workspace admins and owners',
  }
}

const inDiscord = (): Chat => {
  const say = async (path: string, options: Readonly<Record<string, string>> = {}, person: Person = 'member'): Promise<Said> => {
    served.discord.isManager = person === 'admin'
    const asked = served.discord.brief(path, options)
    const answer = () => asked.original ?? asked.followUps.at(-1)
    await soon(() => expect(markdown(answer()).trim()).toMatch(/^(?!\(no message\)|Reading ).+/s))
    return { words: markdown(answer()).replaceAll('\\', ''), openly: ((answer()?.flags ?? 0) & 64) === 0 }
  }
  return {
    add: (address, person) => say('add', { address }, person),
    remove: (address, person) => say('more remove-source', { address }, person),
    sources: () => say('sources'),
    status: () => say('status'),
    ask: (question) => say('ask', { question }),
    who: 'people who may manage the server',
  }
}

describe.each([
  ['Slack', inSlack],
  ['Discord', inDiscord],
])('sources in %s', (_, chatIn) => {
  it('are found by the address of a site, answer questions, are told of, and end; what they brought stays', async () => {
    const chat = chatIn()
    await begin()
    const added = await chat.add(`${host.origin}/`)
    expect(added.words).toContain(`Added the feed “Hill Post” (${host.origin}/news.rss): 2 articles taken in.`)
    expect(added.words).toMatch(/digests tell what comes after it\. It is read again in 6\d minutes\./)
    expect((await chat.add(`${host.origin}/news.rss`)).words).toContain('“Hill Post” is among the sources already')
    expect((await chat.ask('How many people were moved to schools in Brenna?')).words).toContain('412')
    expect((await chat.sources()).words).toMatch(/Hill Post\W.* · read a minute ago, again in 6\d minutes · 2 articles · http/s)
    const removed = await chat.remove(`${host.origin}/news.rss`)
    expect(removed.words).toContain('“Hill Post” is not read any more. What it brought stays.')
    expect([added.openly, removed.openly]).toEqual([true, true])
    expect((await chat.sources()).words).not.toContain('Read again and again')
    expect((await chat.ask('How many people were moved to schools in Brenna?')).words).toContain('412')
    expect((await chat.remove(`${host.origin}/news.rss`)).words).toContain('There is no source')
  })

  it('are one article where the address is one', async () => {
    const chat = chatIn()
    await begin()
    expect((await chat.add(`${host.origin}/2026/11/port-of-brenna`)).words).toContain('Added the page “')
    expect((await chat.sources()).words).toMatch(/\(page\) · read a minute ago/)
  })

  it('are refused in a sentence where nothing can be read: a web page, a feed that is gone, nothing at all', async () => {
    const chat = chatIn()
    await begin()
    const refused = await chat.add(`${host.origin}/front`)
    expect(refused.words).toContain('Not added. No feed and no sitemap was found there: give the address of the feed itself')
    expect(refused.openly).toBe(false)
    expect((await chat.add(`${host.origin}/gone.rss`)).words).toContain(
      'Not added. 127.0.0.1 says it is gone for good (410). No feed and no sitemap was found there',
    )
    expect((await chat.add('no-such-host.invalid/feed')).words).toMatch(
      /Not added\. The host name no-such-host\.invalid is not a public one\./,
    )
    expect((await chat.sources()).words).not.toContain('Read again and again')
  })

  it('are never at an address inside, and the refusal is one sentence; nothing is asked there', async () => {
    const chat = chatIn()
    await begin()
    host.asked.length = 0
    for (const address of INNER) {
      const { words, openly } = await chat.add(address)
      expect(words, address).toMatch(/Not added\. The (?:address|host name) \S+ is not a public one\.\s*$/)
      expect(openly).toBe(false)
    }
    expect(host.asked).toEqual([])
  })

  it('that fail, are a web page by now, or are gone are named, each with its reason, and no host is asked too soon', async () => {
    const chat = chatIn()
    await begin()
    answers['/old.rss'] = { body: rssOf(host.origin, [item(7)]).replace('Hill Post', 'Old Gazette') }
    await chat.add(`${host.origin}/news.rss`)
    await chat.add(`${host.origin}/old.rss`)
    answers['/news.rss'] = { body: page('Log in') }
    answers['/old.rss'] = { status: 410 }
    host.asked.length = 0
    await later('2026-11-22T08:30:00Z')
    expect(host.asked).toEqual([])
    await later('2026-11-22T10:00:00Z')
    await later('2026-11-22T16:00:00Z')
    const { words } = await chat.sources()
    expect(words).toMatch(
      /Hill Post\W.* · failed 2 times in a row: What stands there cannot be read as a feed: it is a web page, not a feed · last read 8 hours ago, tried again in \d hours · 2 articles/s,
    )
    expect(words).toMatch(
      /Old Gazette\W.* · 127\.0\.0\.1 says it is gone for good \(410\) · last read 8 hours ago, and not any more · 1 article/s,
    )
    expect((await chat.status()).words).toMatch(
      /2 read again and again; 2 failing: Hill Post \(.*web page.*\) and Old Gazette \(.*gone for good/s,
    )
    expect((await chat.ask('How many people were moved to schools in Brenna?')).words).toMatch(/412[\s\S]*Hill Post and Old Gazette/)
  })

  it('are added and removed by those alone who may change what a channel gets', async () => {
    const chat = chatIn()
    moreSettings = { SUBSCRIBERS: 'admins' }
    await begin()
    host.asked.length = 0
    const denied = await chat.add(`${host.origin}/`)
    expect(denied.words).toContain(`Here only ${chat.who} may change what a channel gets`)
    expect([denied.openly, host.asked]).toEqual([false, []])
    expect((await chat.add(`${host.origin}/`, 'admin')).words).toContain('Added the feed “Hill Post”')
    expect((await chat.remove(`${host.origin}/news.rss`)).words).toContain(`Here only ${chat.who} may change`)
    expect((await chat.sources()).words).toContain('Hill Post')
    expect((await chat.remove(`${host.origin}/news.rss`, 'admin')).words).toContain('is not read any more')
  })

  it('of the desk itself are told of, and not removed', async () => {
    const chat = chatIn()
    const { product } = await begin()
    await product.sources.add({ url: `${host.origin}/news.rss`, workspace: 'operator' })
    expect((await chat.sources()).words).toContain('the desk’s own')
    expect((await chat.remove(`${host.origin}/news.rss`, 'admin')).words).toContain('belongs to whoever runs this desk')
  })
})
