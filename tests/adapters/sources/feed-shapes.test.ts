// Every item of feeds in the shapes that publishers and publishing systems document; all names and words in them are invented.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFeedFile } from '../../../src/adapters/sources/feed-file.ts'
import { makeArticle } from '../../../src/ingest/make-article.ts'

type Item = Readonly<{
  headline: string | null
  url: string | null
  publishedAt: string | null
  body: string
  author?: string
  publisher?: string
  language?: string
}>
type Shape = Readonly<{ file: string; modelledOn: string; source: string; items: readonly Item[] }>

const FOLDER = join(import.meta.dirname, '../../fixtures/feeds')
const shapes = readFileSync(join(FOLDER, 'shapes.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Shape)

/** What readers would see of every item of the file. */
async function articlesOf(file: string) {
  const read = await readFeedFile(readFileSync(join(FOLDER, file)), file)
  if (read.kind === 'rejected') throw new Error(read.reason)
  return Promise.all(
    [...read.items].map(async (item) => {
      const made =
        item.kind === 'article'
          ? await makeArticle(item.raw, { workspace: 'operator', source: file, ingestedAt: '2024-04-01T00:00:00Z' })
          : item
      return made.kind === 'made' ? made.draft : made
    }),
  )
}

describe('the shapes of feeds', () => {
  it('are at least forty, each with where its shape is documented, and no file is left out', () => {
    expect(shapes.length).toBeGreaterThanOrEqual(40)
    expect(shapes.filter(({ source, modelledOn }) => source === '' || modelledOn === '')).toEqual([])
    expect(new Set(shapes.map(({ file }) => file))).toEqual(new Set(readdirSync(FOLDER).filter((name) => name !== 'shapes.jsonl')))
  })

  it.each(shapes)('$modelledOn', async ({ file, items }) => {
    const articles = await articlesOf(file)
    expect(articles).toMatchObject(items.map(({ body, ...fields }) => ({ ...fields, text: expect.stringContaining(body) })))
  })
})
