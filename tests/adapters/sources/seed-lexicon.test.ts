// Topics, places and names: what a folder of seeds may hold, and what ours does.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSeeds } from '../../../src/adapters/sources/seed-lexicon.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seeds-'))
  for (const part of ['topics', 'places', 'names']) mkdirSync(join(folder, part))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, value: unknown) => writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))

describe('a folder of seeds', () => {
  it('holds one entry a file or many', () => {
    put('topics/river.json', { name: 'river', title: 'The river', query: 'What happens at the river?' })
    put('places/all.json', [
      { key: 'rivertown', name: 'Rivertown', aliases: ['Riverton'], lat: 1, lon: 2 },
      { key: 'northbridge', name: 'Northbridge' },
    ])
    put('names/roe.json', { key: 'roe', name: 'Jane Roe', kind: 'person', office: 'minister', from: '2023-02' })
    const { topics, lexicon, problems } = loadSeeds(folder)
    expect(problems).toEqual([])
    expect(topics).toEqual([{ name: 'river', title: 'The river', query: 'What happens at the river?', aliases: [], workspace: 'operator' }])
    expect(lexicon.places.map(({ key, lat, kind }) => [key, lat, kind])).toEqual([
      ['rivertown', 1, 'place'],
      ['northbridge', null, 'place'],
    ])
    expect(lexicon.names[0]).toEqual({
      key: 'roe',
      name: 'Jane Roe',
      kind: 'person',
      aliases: [],
      office: 'minister',
      from: '2023-02',
      to: null,
      notSameAs: [],
    })
  })

  it('loses only the entry that is wrong, and says which and why', () => {
    put('places/all.json', [{ key: 'a', name: 'A' }, { key: 'b' }, { key: 'c', name: 'C', lat: 123 }, 'text', { key: 'a', name: 'Again' }])
    put('places/broken.json', '[{')
    const { lexicon, problems } = loadSeeds(folder)
    expect(lexicon.places.map(({ name }) => name)).toEqual(['A'])
    expect(problems).toHaveLength(5)
    expect(problems.join('\n')).toMatch(/entry 2 of places\/all\.json.*name/)
    expect(problems.join('\n')).toMatch(/broken\.json is no valid JSON/)
  })

  it('may be empty or missing', () => {
    expect(loadSeeds(join(folder, 'nowhere'))).toEqual({ topics: [], lexicon: { places: [], names: [], glossaries: [] }, problems: [] })
  })
})

describe('the seeds of the project', () => {
  const { topics, lexicon, problems } = loadSeeds(join(import.meta.dirname, '../../../seeds'))

  it('load whole', () => {
    expect(problems).toEqual([])
    expect(topics.map(({ name }) => name).sort()).toEqual(['armed-groups', 'border', 'ceasefire', 'projects', 'refugees', 'scams', 'trade'])
  })

  it('hold the places of the beat with coordinates inside their region', () => {
    const mapped = lexicon.places.filter(({ lat, lon, kind }) => lat !== null && lon !== null && kind !== 'country')
    expect(mapped.length).toBeGreaterThanOrEqual(40)
    for (const { key, country, lat, lon } of mapped) {
      if (country !== 'myanmar') continue
      expect([key, (lat ?? 0) > 9 && (lat ?? 0) < 29 && (lon ?? 0) > 92 && (lon ?? 0) < 102]).toEqual([key, true])
    }
  })

  it('give every spelling to one place, and name only countries that they hold', () => {
    const owner = new Map<string, string>()
    for (const { key, name, aliases } of lexicon.places) {
      for (const spelling of new Set([name, ...aliases])) {
        expect([spelling, owner.get(spelling) ?? key]).toEqual([spelling, key])
        owner.set(spelling, key)
      }
    }
    const countries = new Set(lexicon.places.filter(({ kind }) => kind === 'country').map(({ key }) => key))
    for (const { country } of lexicon.places) if (country !== null) expect(countries).toContain(country)
    for (const [spelling, key] of [
      ['老街', 'laukkai'],
      ['Naypyitaw', 'naypyidaw'],
      ['清水河', 'chinshwehaw'],
      ['木姐', 'muse'],
    ])
      expect(owner.get(spelling ?? '')).toBe(key)
  })

  it('know the foreign minister of 2023 by all spellings, and not for the head of state before him', () => {
    const called = (name: string) => lexicon.names.filter((entry) => [entry.name, ...entry.aliases].includes(name)).map(({ key }) => key)
    expect(called('Tan Swe')).toEqual(['than-swe-foreign-minister'])
    expect(called('Than Shwe').sort()).toEqual(['than-shwe-head-of-state', 'than-swe-foreign-minister'])
    const keys = new Set(lexicon.names.map(({ key }) => key))
    for (const { notSameAs } of lexicon.names) for (const key of notSameAs) expect(keys).toContain(key)
  })
})
