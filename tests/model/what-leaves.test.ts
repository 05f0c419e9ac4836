// What leaves for a model's server: a long session of two workspaces, and nobody's name, id, token or other workspace's text in any request.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import { OPERATOR, type RawArticle } from '../../src/domain/article.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import { openProduct } from '../../src/main.ts'
import type { Surface } from '../../src/ports/platform.ts'
import { type FakeModelServer, startModelServer } from '../fakes/model-server.ts'
import { NEWS } from './news.ts'
import { linesOf } from './world.ts'

const clock = fixedClock('2026-03-10T08:00:00Z')
/** Each must stay here. Article ids, publishers and authors stay too: the model has no use for them. */
const CANARIES = {
  key: 'sk-canary-key',
  slackToken: 'xoxb-canary-token',
  signing: 'canarysigning',
  people: ['UCANARYONE', 'UCANARYTWO'],
  channels: ['CCANARYONE', 'CCANARYTWO'],
  workspaces: ['TCANARYONE', 'TCANARYTWO'],
  threads: ['777.001', '777.002'],
} as const
const SECRETS = [
  'The canary of the first workspace sang in the harbour on Monday.',
  'The canary of the second workspace slept in the harbour on Monday.',
] as const
const SAID = [
  'border',
  'How many ships did the strike halt?',
  'and at Cape Arran?',
  'who said that?',
  'What did he say?',
  'why?',
  'What did the canary do in the harbour?',
  'when was that?',
  'quotes',
  'what changed?',
  'disputes',
  'timeline',
  'sources',
  'Who met the mayor?',
  'Where did she go?',
  'stories',
  'digest border',
  'Is there fighting now?',
  'thanks',
] as const

let server: FakeModelServer
let dataDir = ''
const bodies: string[][] = [[], []]

const surface = (thread: string): Surface => ({
  progress: async () => {},
  finish: async (_: Document) => ({ thread }),
  whisper: async () => {},
  announce: async () => ({ kind: 'posted', messageId: 'm1' }),
})

function own(n: number): RawArticle {
  return {
    id: `own-${n}`,
    publisher: `Canary Paper ${n}`,
    author: `Author Canary ${n}`,
    headline: `The canary ${n}`,
    publishedAt: '2026-03-04',
    text: SECRETS[n] ?? '',
  }
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'leaves-'))
  server = await startModelServer((call) => {
    const ids = [...(call.messages.at(-1)?.content ?? '').matchAll(/^(s_\w+) \{/gm)].map((match) => match[1])
    return { content: JSON.stringify({ chosen: ids.slice(0, 3) }) }
  })
  const { key, slackToken, signing } = CANARIES
  const settings = {
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: server.url,
    OPENAI_MODEL: 'm',
    SLACK_BOT_TOKEN: slackToken,
    SLACK_SIGNING_SECRET: signing,
  }
  const product = await openProduct(readConfig({ LOG_LEVEL: 'silent', ...settings }, dataDir), clock)
  const folder = mkdtempSync(join(tmpdir(), 'leaves-articles-'))
  const takeIn = async (articles: readonly RawArticle[], workspace: string) => {
    writeFileSync(join(folder, 'a.jsonl'), linesOf(articles))
    await product.ingest.takeIn(folderSource(folder), workspace)
  }
  await takeIn(NEWS, OPERATOR)
  for (const n of [0, 1]) await takeIn([own(n)], `slack:${CANARIES.workspaces[n]}`)
  for (const [at, text] of SAID.entries()) {
    for (const n of [0, 1]) {
      const before = server.calls.length
      const channel = { platform: 'slack', workspace: CANARIES.workspaces[n] ?? '', channel: CANARIES.channels[n] ?? '' } as const
      const base = { id: `e${at}.${n}`, channel, person: { id: CANARIES.people[n] ?? '', timeZone: 'Asia/Yangon' }, text, mayManage: true }
      const thread = CANARIES.threads[n] ?? ''
      const inbound: Inbound = at === 0 ? { ...base, kind: 'command' } : { ...base, kind: 'message', thread, addressed: true }
      await product.chat.handle(inbound, surface(thread))
      bodies[n]?.push(...server.calls.slice(before).map((call) => JSON.stringify(call)))
    }
  }
  await product.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

afterAll(async () => {
  await server.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('what a model is sent', () => {
  it('is something, in both workspaces', () => {
    expect(Math.min(...bodies.map(({ length }) => length))).toBeGreaterThan(4)
    expect(server.rejected).toEqual([])
  })

  it.each([0, 1])('holds the text of workspace %i where it asked for it, and never that of the other', (n) => {
    const sent = bodies[n]?.join('\n') ?? ''
    expect(sent).toContain(SECRETS[n])
    expect(sent).not.toContain(SECRETS[1 - n])
    expect(sent).not.toContain(`of the ${n === 0 ? 'second' : 'first'} workspace`)
  })

  it('names nobody and nothing of the people asking, of the workspace, or of the settings', () => {
    const sent = bodies.flat().join('\n')
    for (const canary of Object.values(CANARIES).flat()) expect(sent).not.toContain(canary)
    expect(sent).not.toMatch(/canary paper|author canary|slack|yangon|own-\d|courier-1|odell courier|lowmoor gazette|https?:/i)
  })

  it('has passages under ids of that request alone', () => {
    const ids = bodies.flat().flatMap((body) => [...new Set([...body.matchAll(/\\n(s_\w+) \{/g)].map((match) => match[1]))])
    expect(ids.length).toBeGreaterThan(10)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
