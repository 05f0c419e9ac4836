// What somebody was told stays explainable when its article goes: forgotten for its age, or its page taken down.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Document } from '../../src/domain/document.ts'
import { openProduct, type Product, payloadsFor } from '../../src/main.ts'
import { MovedClock } from '../polled.ts'

const SCOPE = ['operator', 'slack:T1']
const CHANNEL = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
const DAY = 24 * 3_600_000
const TOLL = 'A landslide at the jade mine of Hpakant killed 31 people on Wednesday, the fire service said.'
const article = (id: string, publishedAt: string, text: string) => ({
  id,
  publisher: `${id} Post`,
  headline: text.slice(0, 40),
  publishedAt,
  text,
})

let dataDir: string
let clock: MovedClock
let product: Product
let events = 0

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'going-'))
  clock = new MovedClock()
  product = await openProduct(readConfig({ LOG_LEVEL: 'silent', KEEP_ARTICLES_DAYS: '30' }, dataDir), clock)
  await takeIn(article('mine', '2026-11-19', `${TOLL} Rescuers searched the mud until dark. Rain is forecast for Thursday.`))
})
afterEach(async () => {
  await product.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function takeIn(raw: ReturnType<typeof article>) {
  const read = async function* () {
    yield { kind: 'article', from: raw.id, raw } as const
  }
  await product.ingest.takeIn({ id: 'list:test', read }, 'operator')
}

async function withdraw(id: string) {
  const read = async function* () {
    yield { kind: 'withdrawn', from: id, id } as const
  }
  await product.ingest.takeIn({ id: 'list:test', read }, 'operator')
}

const words = (document: Document) => payloadsFor('text', document).join('\n')

/** What one person says in the thread of an answer, and what they read. */
async function said(text: string, thread: string | null): Promise<string> {
  const shown: Document[] = []
  const keep = async (document: Document) => void shown.push(document)
  const surface = {
    progress: async () => {},
    finish: async (document: Document) => {
      shown.push(document)
      return { thread: thread ?? '100.1' }
    },
    whisper: keep,
    announce: async (document: Document) => {
      shown.push(document)
      return { kind: 'posted', messageId: '1' } as const
    },
  }
  events += 1
  const base = { id: `slack:T1:${events}`, channel: CHANNEL, person: { id: 'U1', timeZone: null }, mayManage: true }
  const inbound =
    thread === null ? { ...base, kind: 'command' as const, text } : { ...base, kind: 'message' as const, text, thread, addressed: true }
  await product.chat.handle(inbound, surface)
  return shown.map(words).join('\n')
}

async function forget() {
  clock.ms += 60 * DAY
  await product.accounting.nightly(clock.now())
  expect(await product.articles.get('mine', SCOPE)).toBeNull()
}

const digest = async () => {
  const topic = product.topics[0]?.name ?? ''
  const preview = { topic, channelKey: 'slack:T1:C1', scope: SCOPE, now: clock.now(), commit: true }
  return words((await product.digests.preview(preview)).document)
}

describe('an article that was forgotten for its age', () => {
  it('is still quoted where it was told: in its thread and by why, which say what they rest on', async () => {
    expect(await said('How many people did the landslide at the mine kill?', null)).toContain(TOLL)
    await forget()
    expect(await said('quote 1', '100.1')).toContain('31 people')
    expect(await said('who says so?', '100.1')).toContain('mine Post')
    expect(await said('why 1', '100.1')).toContain(TOLL)
    expect(await said('why', null)).toContain(TOLL)
  })

  it('is nothing that a follow-up goes on from: what stood around the quote is gone, and that is said', async () => {
    await said('How many people did the landslide at the mine kill?', null)
    await forget()
    for (const followUp of ['tell me more', 'what else does it say?', 'when was that?', 'and what of the rain?']) {
      const reply = await said(followUp, '100.1')
      expect(reply.trim()).not.toBe('')
      expect(reply).not.toContain('Rescuers searched')
      expect(reply).not.toContain('Rain is forecast')
      expect(reply).not.toMatch(/went wrong|undefined|null/)
    }
  })

  it('answers no question any more', async () => {
    await forget()
    const answer = await product.brief.ask({
      question: 'How many people did the landslide at the mine kill?',
      scope: SCOPE,
      now: clock.now(),
    })
    expect(answer).toMatchObject({ kind: 'no-evidence', claims: [] })
  })

  it('leaves digests as they are: what was told of it is not told again, and nothing is called withdrawn', async () => {
    await takeIn(
      article('border', '2026-11-19', 'Fighting near Muse on the China-Myanmar border killed 12 soldiers on Wednesday, the army said.'),
    )
    expect(await digest()).toContain('12 soldiers')
    clock.ms += 60 * DAY
    await product.accounting.nightly(clock.now())
    expect(await product.articles.get('border', SCOPE)).toBeNull()
    await takeIn(
      article(
        'later',
        '2027-01-18',
        'The alliance seized the town of Kutkai near the China-Myanmar border on Sunday, its spokesman said. Families fled to the hills.',
      ),
    )
    const next = await digest()
    expect(next).toContain('Kutkai')
    expect(next).not.toContain('12 soldiers')
    expect(next).not.toMatch(/withdr|retract/i)
  })
})

describe('an article whose page was taken down', () => {
  it('stays readable where it was told, marked as withdrawn, and answers nothing more', async () => {
    await said('How many people did the landslide at the mine kill?', null)
    await withdraw('mine')
    expect(await product.articles.get('mine', SCOPE)).toMatchObject({
      withdrawnAt: expect.any(String),
      text: expect.stringContaining(TOLL),
    })
    const quote = await said('quote 1', '100.1')
    expect(quote).toContain('31 people')
    expect(quote).toMatch(/withdr|taken back|took (?:it|this) back/i)
    expect(await said('why', null)).toContain(TOLL)
    const answer = await product.brief.ask({
      question: 'How many people did the landslide at the mine kill?',
      scope: SCOPE,
      now: clock.now(),
    })
    expect(answer.kind).toBe('no-evidence')
  })

  it('is told as withdrawn by the next digest of who was told of it', async () => {
    await takeIn(
      article('border', '2026-11-19', 'Fighting near Muse on the China-Myanmar border killed 12 soldiers on Wednesday, the army said.'),
    )
    expect(await digest()).toContain('12 soldiers')
    await withdraw('border')
    clock.ms += DAY
    expect(await digest()).toContain('Retracted by border Post')
  })
})
