// A data folder that any earlier state of the project left behind opens today: backed up, migrated, and its articles answer.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { fixedClock } from '../../../../src/base/clock.ts'
import { readConfig } from '../../../../src/config.ts'
import { OPERATOR } from '../../../../src/domain/article.ts'
import { openProduct } from '../../../../src/main.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../../src/adapters/stores/sqlite/migrations')
const FILES = readdirSync(MIGRATIONS).sort()
const TEXT = 'Heavy rain flooded the port of Brenna on Tuesday. The harbour master said 412 people were moved to schools.'
/** The migrations between which a record of the index was JSON; later ones pack it, and an article without one is read again. */
const [JSON_FROM, JSON_UNTIL] = [2, 8]

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'schema-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A data folder as the first `count` migrations made it, with one article, and a record of the index in the words of that time. */
async function folderOf(count: number): Promise<string> {
  const [dataDir, migrationsDir] = [join(root, 'data'), join(root, 'migrations')]
  mkdirSync(migrationsDir)
  for (const name of FILES.slice(0, count)) copyFileSync(join(MIGRATIONS, name), join(migrationsDir, name))
  await openSqliteStores({ dataDir, migrationsDir }).close()
  const raw = new DatabaseSync(join(dataDir, 'border-brief.sqlite'))
  raw.exec(`INSERT INTO article_versions (id, workspace, version, kind, label, language, text, published_at, source, ingested_at)
    VALUES ('flood', '${OPERATOR}', 1, 'original', 'Port Gazette', 'en', '${TEXT}', '2026-03-04', 'folder', '2026-03-04T06:00:00Z')`)
  raw.exec(`INSERT INTO articles (id, workspace, version) VALUES ('flood', '${OPERATOR}', 1)`)
  if (count >= JSON_FROM && count < JSON_UNTIL) {
    raw.exec(`INSERT INTO index_records (article_id, workspace, version, family_id, story_id, fingerprint, annotated, summary)
      VALUES ('flood', '${OPERATOR}', 1, 'flood', 'flood', '{"kind":"of old"}', '{"articleId":"flood","version":1,"passages":[]}', '[]')`)
  }
  raw.close()
  return dataDir
}

describe('a data folder of an earlier version', () => {
  it.each(FILES.map((name, at) => [name, at + 1] as const))('answers when %s was its newest migration', async (_, count) => {
    const dataDir = await folderOf(count)
    const clock = fixedClock('2026-03-05T06:00:00Z')
    const product = await openProduct(readConfig({ LOG_LEVEL: 'silent' }, dataDir), clock)
    const answer = await product.brief.ask({ question: 'How many people were moved to schools?', scope: [OPERATOR], now: clock.now() })
    await product.close()
    expect(answer.claims[0]?.text).toContain('412 people were moved')
    expect(TEXT.slice(answer.claims[0]?.citations[0].start, answer.claims[0]?.citations[0].end)).toBe(answer.claims[0]?.citations[0].quote)
    const backups = count === FILES.length ? [] : readdirSync(join(dataDir, 'backups')).filter((name) => name.endsWith('.sqlite'))
    expect(backups.length).toBe(count === FILES.length ? 0 : 1)
  })
})
