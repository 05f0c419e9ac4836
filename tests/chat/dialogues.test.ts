import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { fixedClock } from '../../src/base/clock.ts'
import type { Reply } from '../../src/chat/chat.ts'
import { readConfig } from '../../src/config.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import { openProduct, type Product } from '../../src/main.ts'
import { realSeeds } from '../real-seeds.ts'

const Expected = z.object({
  kind: z.string().optional(),
  anyQuote: z.array(z.string()).default([]),
  firstQuote: z.array(z.string()).optional(),
  noQuote: z.array(z.string()).default([]),
  articles: z.array(z.string()).default([]),
  speaker: z.string().optional(),
  maxClaims: z.number().optional(),
  text: z.array(z.string()).default([]),
})
const Dialogue = z.object({ id: z.string(), now: z.string(), turns: z.array(z.object({ say: z.string(), expect: Expected })) })
type Expected = z.infer<typeof Expected>

const [, ...lines] = readFileSync(join(import.meta.dirname, '../wording/dialogues.jsonl'), 'utf8')
  .trim()
  .split('\n')
const dialogues = lines.map((line) => Dialogue.parse(JSON.parse(line)))
/** What the whole path reaches. */
const RIGHT_AT_LEAST = 28

const products = new Map<string, Promise<Product>>()
afterAll(async () => {
  for (const product of products.values()) await (await product).close()
})

function productAt(now: string): Promise<Product> {
  const known = products.get(now)
  if (known !== undefined) return known
  const made = (async () => {
    const config = readConfig({ LOG_LEVEL: 'silent' }, mkdtempSync(join(tmpdir(), 'dialogues-')))
    const product = await openProduct(config, fixedClock(now))
    await product.ingest.takeIn(folderSource(realSeeds ?? ''), OPERATOR)
    return product
  })()
  products.set(now, made)
  return made
}

/** What is wrong with a reply; empty when it is right. */
async function faults(reply: Reply, expected: Expected, product: Product): Promise<readonly string[]> {
  const shown = [...reply.claims, ...reply.disputes.flatMap(({ positions }) => positions.flatMap(({ claims }) => claims))]
  const citations = shown.flatMap((claim) => claim.citations)
  const has = (texts: readonly string[], part: string) => texts.some((text) => text.toLowerCase().includes(part.toLowerCase()))
  const quotes = citations.map(({ quote }) => quote)
  const text = documentText(reply.document, { width: 10_000 })
  const files = await Promise.all(
    citations.map(async ({ articleId }) => (await product.articles.get(articleId, [OPERATOR]))?.fileName ?? ''),
  )
  const first = reply.claims[0]?.citations[0].quote ?? ''
  const speakers = [text, ...citations.map(({ speaker }) => speaker ?? '')]
  return [
    ...(expected.kind !== undefined && expected.kind !== reply.kind ? [`kind ${reply.kind}`] : []),
    ...expected.anyQuote.filter((part) => !has(quotes, part)),
    ...(expected.firstQuote !== undefined && !expected.firstQuote.some((part) => has([first], part)) ? [`first: ${first}`] : []),
    ...expected.noQuote.filter((part) => has(quotes, part)),
    ...expected.articles.filter((prefix) => !files.some((name) => name.startsWith(prefix))),
    ...(expected.speaker !== undefined && !has(speakers, expected.speaker) ? [`speaker ${expected.speaker}`] : []),
    ...(expected.maxClaims !== undefined && reply.claims.length > expected.maxClaims ? [`${reply.claims.length} claims`] : []),
    ...expected.text.filter((part) => !has([text], part)),
  ]
}

async function played({ id, now, turns }: z.infer<typeof Dialogue>): Promise<readonly string[]> {
  const product = await productAt(now)
  const wrong: string[] = []
  for (const [at, { say, expect: expected }] of turns.entries()) {
    const inbound: Inbound = {
      kind: 'message',
      id: `${id}:${at}`,
      channel: { platform: 'web', workspace: 'desk', channel: 'desk' },
      person: { id: 'p', timeZone: null },
      text: say,
      thread: id,
      addressed: true,
      mayManage: true,
    }
    const finish = async (_: Document) => ({ thread: id })
    const surface = {
      progress: async () => {},
      finish,
      whisper: async () => {},
      announce: async () => ({ kind: 'refused', hint: 'No.' }) as const,
    }
    const reply = await product.chat.reply(inbound, surface)
    await product.chat.handle(inbound, surface)
    const found = reply === null ? ['no reply'] : await faults(reply, expected, product)
    if (found.length > 0) wrong.push(`${id} “${say}”: ${found.join('; ')}`)
  }
  return wrong
}

describe.skipIf(realSeeds === null)('scripted dialogues on the real articles', () => {
  it(`are right in at least ${RIGHT_AT_LEAST} of ${dialogues.length}`, { timeout: 120_000 }, async () => {
    const results = []
    for (const dialogue of dialogues) results.push(await played(dialogue))
    const right = results.filter((wrong) => wrong.length === 0).length
    console.log(
      `${right} of ${dialogues.length} dialogues are right${results
        .flat()
        .map((fault) => `\n  ${fault}`)
        .join('')}`,
    )
    expect(right).toBeGreaterThanOrEqual(RIGHT_AT_LEAST)
  })
})
