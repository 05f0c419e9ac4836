// Our abstracts: our words, their facts.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderSource } from '../../../src/adapters/sources/seed-folder.ts'
import { loadSeeds } from '../../../src/adapters/sources/seed-lexicon.ts'
import { realSeeds } from '../../real-seeds.ts'

const SEEDS = join(import.meta.dirname, '../../../seeds/articles')
const RUN = 6

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const runsOf = (words: readonly string[]) =>
  words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, at) => words.slice(at, at + RUN).join(' '))

async function abstracts() {
  const found: { about: string; text: string; from: string }[] = []
  for await (const item of folderSource(SEEDS).read()) {
    if (item.kind === 'article' && item.raw.kind === 'abstract')
      found.push({ about: item.raw.about ?? '', text: item.raw.text ?? '', from: item.from })
  }
  return found
}

describe('our abstracts', () => {
  it('quote nobody', async () => {
    const all = await abstracts()
    expect(all.length).toBeGreaterThanOrEqual(5)
    for (const { from, text } of all) expect([from, /["“”„«»]/.test(text)]).toEqual([from, false])
  })
})

describe.skipIf(realSeeds === null)('our abstracts beside the real articles', () => {
  const originals = () => new Map(readdirSync(realSeeds ?? '').map((name) => [name, readFileSync(join(realSeeds ?? '', name), 'utf8')]))

  it('are one for each', async () => {
    expect((await abstracts()).map(({ about }) => about).sort()).toEqual([...originals().keys()].sort())
  })

  it(`share no run of ${RUN} words with any of them`, async () => {
    const theirs = new Set([...originals().values()].flatMap((text) => runsOf(wordsOf(text))))
    for (const { from, text } of await abstracts())
      expect([from, runsOf(wordsOf(text)).filter((run) => theirs.has(run))]).toEqual([from, []])
  })

  it('keep every number of theirs, and every place, person and group that we know by name', async () => {
    const byName = originals()
    const { places, names } = loadSeeds(join(SEEDS, '..')).lexicon
    for (const { about, text } of await abstracts()) {
      const body = (byName.get(about) ?? '').replace(
        /^\s*date \S+|^November 6, 2023$|^IMAGE SOURCE.*$|^Beijing, Nov 6 \(EFE\)|^.*STRINGER$/gm,
        '',
      )
      const numbers = body.match(/\$?\d[\d,.]*\d|\d/g) ?? []
      expect([about, numbers.filter((number) => !text.includes(number))]).toEqual([about, []])
      const lost = [...places, ...names].filter(({ name, aliases }) => {
        const spellings = [name, ...aliases].filter((spelling) => spelling.length > 3)
        const saidIn = (words: string) => spellings.some((spelling) => new RegExp(`\\b${spelling}\\b`, 'i').test(words))
        return saidIn(body) && !saidIn(text)
      })
      expect([about, lost.map(({ key }) => key)]).toEqual([about, []])
    }
  })
})
