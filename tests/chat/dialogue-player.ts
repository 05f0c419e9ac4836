// Plays scripted dialogues against the whole product and says what is wrong with each reply.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
const Dialogue = z.object({
  id: z.string(),
  /** which articles are known; the script's only ones when absent */
  over: z.string().default(''),
  now: z.string(),
  turns: z.array(z.object({ say: z.string(), expect: Expected })),
})
/** Made-up articles that dialogues are over. */
const ArticleSet = z.object({ set: z.string(), articles: z.array(z.record(z.string(), z.string())) })
type Expected = z.infer<typeof Expected>
export type Dialogue = z.infer<typeof Dialogue>
type ArticleSet = z.infer<typeof ArticleSet>

/** A file of dialogues: what it is on the first line, then a dialogue or a set of articles a line. */
export function readDialogues(name: string): Readonly<{ dialogues: readonly Dialogue[]; sets: ReadonlyMap<string, string> }> {
  const [, ...lines] = readFileSync(join(import.meta.dirname, '../wording', name), 'utf8')
    .trim()
    .split('\n')
  const parsed = lines.map((line) => z.union([Dialogue, ArticleSet]).parse(JSON.parse(line)))
  const sets = parsed.filter((line) => 'set' in line).map(({ set, articles }) => [set, asFile(articles)] as const)
  return { dialogues: parsed.filter((line) => 'turns' in line), sets: new Map(sets) }
}

function asFile(articles: ArticleSet['articles']): string {
  const path = join(mkdtempSync(join(tmpdir(), 'dialogue-articles-')), 'articles.jsonl')
  writeFileSync(path, articles.map((article) => JSON.stringify(article)).join('\n'))
  return path
}

/** Plays dialogues over the articles of one folder or file, with one product for each day they are set on. */
export function createPlayer(articles: string) {
  const products = new Map<string, Promise<Product>>()
  const productAt = (now: string) => {
    const known = products.get(now) ?? openedAt(now, articles)
    products.set(now, known)
    return known
  }
  return {
    /** What is wrong, a line a turn; empty when the dialogue is right. */
    play: async (dialogue: Dialogue) => played(dialogue, await productAt(dialogue.now)),
    close: async () => {
      for (const product of products.values()) await (await product).close()
    },
  }
}

async function openedAt(now: string, articles: string): Promise<Product> {
  const config = readConfig({ LOG_LEVEL: 'silent' }, mkdtempSync(join(tmpdir(), 'dialogues-')))
  const product = await openProduct(config, fixedClock(now))
  await product.ingest.takeIn(folderSource(articles), OPERATOR)
  return product
}

/** What is wrong with a reply; empty when it is right. */
async function faults(reply: Reply, expected: Expected, product: Product): Promise<readonly string[]> {
  const shown = [...reply.claims, ...reply.disputes.flatMap(({ positions }) => positions.flatMap(({ claims }) => claims))]
  const citations = shown.flatMap((claim) => claim.citations)
  const has = (texts: readonly string[], part: string) => texts.some((text) => text.toLowerCase().includes(part.toLowerCase()))
  const quotes = citations.map(({ quote }) => quote)
  const text = documentText(reply.document, { width: 10_000 })
  const called = await Promise.all(
    citations.map(async ({ articleId }) => [articleId, (await product.articles.get(articleId, [OPERATOR]))?.fileName ?? '']),
  )
  const first = reply.claims[0]?.citations[0].quote ?? ''
  const speakers = [text, ...citations.map(({ speaker }) => speaker ?? '')]
  return [
    ...(expected.kind !== undefined && expected.kind !== reply.kind ? [`kind ${reply.kind}`] : []),
    ...expected.anyQuote.filter((part) => !has(quotes, part)),
    ...(expected.firstQuote !== undefined && !expected.firstQuote.some((part) => has([first], part)) ? [`first: ${first}`] : []),
    ...expected.noQuote.filter((part) => has(quotes, part)),
    ...expected.articles.filter((prefix) => !called.flat().some((name) => name.startsWith(prefix))),
    ...(expected.speaker !== undefined && !has(speakers, expected.speaker) ? [`speaker ${expected.speaker}`] : []),
    ...(expected.maxClaims !== undefined && reply.claims.length > expected.maxClaims ? [`${reply.claims.length} claims`] : []),
    ...expected.text.filter((part) => !has([text], part)),
  ]
}

async function played({ id, turns }: Dialogue, product: Product): Promise<readonly string[]> {
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
