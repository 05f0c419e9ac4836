// The real articles as search tests read them: cleaned, each under the number its file begins with.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanText } from '../../src/ingest/clean-text.ts'
import { realSeeds } from '../real-seeds.ts'

export function readSeedArticles() {
  const folder = realSeeds
  if (folder === null) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'))
  return files.sort().map((file) => {
    const { text, publisher, agency, headline, publishedAt } = cleanText(readFileSync(join(folder, file), 'utf8'))
    return { id: file.slice(0, 3), text, publisher, agency, headline, publishedAt, fileName: file }
  })
}
