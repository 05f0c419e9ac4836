// Questions as people put them, asked of the whole product over made-up articles and the real ones.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { folderSource } from '../src/adapters/sources/seed-folder.ts'
import { fixedClock } from '../src/base/clock.ts'
import { readConfig } from '../src/config.ts'
import { OPERATOR } from '../src/domain/article.ts'
import { openProduct, type Product } from '../src/main.ts'
import { realSeeds } from './real-seeds.ts'

const Asked = z.object({
  on: z.enum(['made', 'seeds']),
  question: z.string(),
  now: z.string().optional(),
  expects: z.enum(['answer', 'no-evidence', 'stale-evidence']),
  says: z.array(z.string()),
})
type Asked = z.infer<typeof Asked>

/** What the whole path reaches. */
const RIGHT_AT_LEAST = { made: 19, seeds: 12 }
const TODAY = { made: '2024-03-01', seeds: '2023-11-20' }

const [, ...lines] = readFileSync(join(import.meta.dirname, 'wording/questions.jsonl'), 'utf8')
  .trim()
  .split('\n')
const rows = lines.map((line): unknown => JSON.parse(line))
const questions = rows.flatMap((row) => Asked.safeParse(row).data ?? [])
const Made = z.object({ article: z.record(z.string(), z.string()) })
const articles = rows.flatMap((row) => {
  const { data } = Made.safeParse(row)
  return data ? [data.article] : []
})

const folder = mkdtempSync(join(tmpdir(), 'questions-'))
writeFileSync(join(folder, 'articles.jsonl'), articles.map((article) => JSON.stringify(article)).join('\n'))

const products = new Map<string, Product>()
afterAll(async () => {
  for (const product of products.values()) await product.close()
})

async function productOn(now: string, path: string): Promise<Product> {
  const known = products.get(now + path)
  if (known) return known
  const product = await openProduct(readConfig({ LOG_LEVEL: 'silent' }, mkdtempSync(join(tmpdir(), 'questions-data-'))), fixedClock(now))
  await product.ingest.takeIn(folderSource(path), OPERATOR)
  products.set(now + path, product)
  return product
}

/** How many are right; the others are printed. */
async function rightOn(on: Asked['on'], path: string): Promise<number> {
  let right = 0
  for (const { question, now, expects, says } of questions.filter((one) => one.on === on)) {
    const at = `${now ?? TODAY[on]}T12:00:00Z`
    const { brief } = await productOn(at, path)
    const answer = await brief.ask({ question, scope: [OPERATOR], now: Temporal.Instant.from(at) })
    const first = answer.claims[0]?.citations[0].quote ?? ''
    if (answer.kind === expects && (says.length === 0 || says.some((part) => first.includes(part)))) right += 1
    else console.log(`“${question}”: ${answer.kind}, ${first}`)
  }
  return right
}

describe('questions as people put them', () => {
  it(`over made-up articles are answered rightly, ${RIGHT_AT_LEAST.made} at least`, { timeout: 60_000 }, async () => {
    expect(await rightOn('made', join(folder, 'articles.jsonl'))).toBeGreaterThanOrEqual(RIGHT_AT_LEAST.made)
  })

  it.skipIf(realSeeds === null)(`over the real articles are, ${RIGHT_AT_LEAST.seeds} at least`, { timeout: 60_000 }, async () => {
    expect(await rightOn('seeds', realSeeds ?? '')).toBeGreaterThanOrEqual(RIGHT_AT_LEAST.seeds)
  })
})
