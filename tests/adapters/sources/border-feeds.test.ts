// The list of feeds that comes with the project: readable, and honest about each of its addresses.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOpml } from '../../../src/adapters/sources/opml.ts'

const ROOT = join(import.meta.dirname, '../../..')
const list = readFileSync(join(ROOT, 'seeds/feeds/border.opml'), 'utf8')
const read = readOpml(list)

describe('the list of feeds to begin with', () => {
  it('is read whole, every feed under a heading', () => {
    expect(read).toMatchObject({ kind: 'list', beyond: 0, unread: 0 })
    const feeds = read.kind === 'list' ? read.feeds : []
    expect(feeds).toHaveLength(list.split('xmlUrl=').length - 1)
    expect(feeds.length).toBeGreaterThan(5)
    expect(feeds.filter(({ title, folder, siteUrl }) => title === null || folder === null || siteUrl === null)).toEqual([])
    expect(feeds.filter(({ feedUrl }) => !feedUrl.startsWith('https://'))).toEqual([])
  })

  it('says of every feed that it is unverified, and the documents say where its address was found', () => {
    const sources = readFileSync(join(ROOT, 'docs/sources.md'), 'utf8')
    const feeds = read.kind === 'list' ? read.feeds : []
    expect(list.split('<!-- unverified here').length - 1).toBe(feeds.length)
    expect(feeds.filter(({ feedUrl }) => !sources.includes(`| \`${feedUrl}\` |`))).toEqual([])
  })
})
