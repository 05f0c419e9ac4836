import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readerKey } from '../../../../src/adapters/platforms/web/reader-key.ts'
import { createReaderLinks, deskReaderLink, readerRequest } from '../../../../src/adapters/platforms/web/reader-link.ts'
import { fixedClock } from '../../../../src/base/clock.ts'
import { article, quoting } from '../../../render/answers.ts'

const KEY = new Uint8Array(32).fill(7)
const NOW = '2023-11-20T08:00:00Z'
const linksAt = (now: string, key = KEY) =>
  createReaderLinks({ publicUrl: 'https://desk.example/news/', key, clock: fixedClock(now), days: 2 })
const CITATION = quoting(article({ id: 'feed/a b?c#d', text: 'It rained. It poured.' }), 'It poured.')
const link = linksAt(NOW).link(CITATION, 'slack:T1')

describe('a public reader link', () => {
  it('says what to read, under the public address, and leads to the marked words', () => {
    const url = new URL(link)
    expect(`${url.origin}${url.pathname}`).toBe('https://desk.example/news/read/feed%2Fa%20b%3Fc%23d')
    expect(url.hash).toBe('#q')
    expect(linksAt(NOW).check(url)).toEqual({
      kind: 'ok',
      request: { articleId: 'feed/a b?c#d', version: 1, start: 11, end: 21, workspace: 'slack:T1' },
    })
  })

  it('is the same on the same day, so that a frozen digest and a repeated one are the same bytes', () => {
    expect(linksAt('2023-11-20T23:59:59Z').link(CITATION, 'slack:T1')).toBe(link)
  })

  it('expires', () => {
    expect(linksAt('2023-11-22T23:59:59Z').check(new URL(link)).kind).toBe('ok')
    expect(linksAt('2023-11-23T00:00:01Z').check(new URL(link))).toEqual({ kind: 'refused', reason: 'expired' })
  })

  it('is refused under another key', () => {
    expect(linksAt(NOW, new Uint8Array(32).fill(8)).check(new URL(link))).toEqual({ kind: 'refused', reason: 'forged' })
  })

  it('is refused when anything in it is changed, dropped or added to what is signed', () => {
    const url = new URL(link)
    for (const name of url.searchParams.keys()) {
      const dropped = new URL(link)
      dropped.searchParams.delete(name)
      expect(linksAt(NOW).check(dropped).kind, name).toBe('refused')
      const changed = new URL(link)
      changed.searchParams.set(name, name === 'k' || name === 'w' ? 'slack:T2' : '1234567890123')
      expect(linksAt(NOW).check(changed), name).toEqual({ kind: 'refused', reason: 'forged' })
    }
    const other = new URL(link.replace('/read/feed%2Fa', '/read/feed%2Fb'))
    expect(linksAt(NOW).check(other)).toEqual({ kind: 'refused', reason: 'forged' })
  })

  it('is refused with any other signature', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (signature) => {
        const url = new URL(link)
        const own = url.searchParams.get('k')
        url.searchParams.set('k', signature)
        fc.pre(url.searchParams.get('k') !== own)
        expect(linksAt(NOW).check(url).kind).toBe('refused')
      }),
    )
  })

  it('cannot be stretched by moving a character from one part to the next', () => {
    const a = new URL(linksAt(NOW).link({ ...CITATION, start: 1, end: 21 }))
    const b = new URL(a)
    b.searchParams.set('s', '12')
    b.searchParams.set('e', '1')
    expect(linksAt(NOW).check(b).kind).toBe('refused')
  })

  it('needs a key of at least 32 bytes', () => {
    expect(() => linksAt(NOW, new Uint8Array(31))).toThrow(RangeError)
  })
})

describe('a reader address', () => {
  it('comes back as it was made, whatever the article is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (articleId, start, length) => {
        fc.pre(articleId !== '.' && articleId !== '..')
        const citation = { ...CITATION, articleId, start, end: start + length }
        const wanted = readerRequest(new URL(deskReaderLink(citation), 'http://desk.invalid'))
        expect(wanted).toEqual({ articleId, version: 1, start, end: start + length, workspace: '' })
      }),
    )
  })

  it.each(['/read/', '/read/a/b', '/reads/a', '/read/%E0%A4%A', '/read/a?s=-1', '/read/a?e=1e3', '/read/a?v=x', '/read/a?s='])(
    'is none of ours: %s',
    (path) => {
      expect(readerRequest(new URL(path, 'http://desk.invalid'))).toBeNull()
    },
  )
})

describe('the reader key', () => {
  it('is made once, for its owner alone', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'reader-key-')), 'data')
    const key = readerKey(folder)
    expect(key).toHaveLength(32)
    expect(readerKey(folder)).toEqual(key)
    expect(statSync(join(folder, 'reader.key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'reader.key'), 'utf8')).toBe(Buffer.from(key).toString('hex'))
  })

  it('says the mend when its file is spoilt', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reader-key-'))
    writeFileSync(join(folder, 'reader.key'), 'short')
    expect(() => readerKey(folder)).toThrow(/delete it/)
  })
})
