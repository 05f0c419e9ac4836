// Identity, attribution and language of an article.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATOR, type RawArticle } from '../../src/domain/article.ts'
import { canonicalUrl } from '../../src/ingest/canonical-url.ts'
import { languageOf } from '../../src/ingest/language.ts'
import { type Draft, makeArticle } from '../../src/ingest/make-article.ts'

const TEXT = 'The army closed the road on Monday. It did not say why.'
const here = { workspace: OPERATOR, source: 'folder:test', ingestedAt: '2024-03-05T00:00:00Z' }

async function made(raw: RawArticle, provenance = here): Promise<Draft> {
  const result = await makeArticle(raw, provenance)
  if (result.kind === 'rejected') throw new Error(result.reason)
  return result.draft
}

const reasonFor = async (raw: RawArticle) => {
  const result = await makeArticle(raw, here)
  return result.kind === 'rejected' ? result.reason : null
}

describe('the id of an article', () => {
  it('is the one it came with', async () => {
    expect((await made({ id: 'sq-17', url: 'https://example.org/a', text: TEXT })).id).toBe('sq-17')
  })

  it('is else that of its page, whatever trackers and fragments the address carries', async () => {
    const plain = await made({ url: 'https://example.org/a?p=1', text: TEXT })
    const tracked = await made({ url: 'HTTPS://Example.org:443/a?utm_source=x&p=1&fbclid=2#top', text: `${TEXT} Changed.` })
    expect(tracked.id).toBe(plain.id)
    expect(tracked.url).toBe('https://example.org/a?p=1')
  })

  it('is else that of its content, however its file is dressed up', async () => {
    const plain = await made({ text: TEXT, fileName: 'a.txt' })
    expect((await made({ text: `Advertisement\n\n${TEXT}\r\n`, fileName: 'b.txt' })).id).toBe(plain.id)
    expect((await made({ text: `${TEXT} More.` })).id).not.toBe(plain.id)
  })

  it('that is derived in a workspace never meets the one derived for the operator', async () => {
    const theirs = { ...here, workspace: 'slack:T1' }
    expect((await made({ text: TEXT }, theirs)).id).not.toBe((await made({ text: TEXT })).id)
  })

  it('is replaced when it is blank, and derived from it when it is without end', async () => {
    expect((await made({ id: ' \u200b ', text: TEXT })).id).toBe((await made({ text: TEXT })).id)
    expect((await made({ id: 'x'.repeat(10_000), text: TEXT })).id).toMatch(/^a_[0-9a-f]{16}$/)
  })
})

describe('a headline', () => {
  it.each([
    ['<b>River</b> towns <em class="x">empty</em>', 'River towns empty'],
    ['River &amp; road', 'River & road'],
    ['&lt;i&gt;River&lt;/i&gt; &amp;amp; road', 'River & road'],
    ['Rates < 3 % & falling', 'Rates < 3 % & falling'],
    ['Signals <sent> by A&B; nobody', 'Signals <sent> by A&B; nobody'],
  ])('%s is %s', async (given, words) => {
    expect((await made({ headline: given, text: TEXT })).headline).toBe(words)
  })

  it('has no tag and no entity of a tag left, whatever it was made of', async () => {
    const parts = fc.array(fc.constantFrom('<b>', '</b>', '&lt;', '&gt;', '&amp;', 'a', ' ', '<br/>', 'river'), {
      minLength: 1,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(parts, async (some) => {
        const { headline } = await made({ headline: `x ${some.join('')} y`, text: TEXT })
        expect(headline).not.toMatch(/<\/?b>|<br\/>/)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the label of an article', () => {
  it('is its publisher, else its agency, else its headline, else the file', async () => {
    const all = { publisher: 'The Daily River', agency: 'AP', headline: 'River towns empty', fileName: 'a.txt', text: TEXT }
    const labels: string[] = []
    for (const drop of [
      [],
      ['publisher'],
      ['publisher', 'agency'],
      ['publisher', 'agency', 'headline'],
      Object.keys(all).filter((key) => key !== 'text'),
    ]) {
      labels.push((await made(Object.fromEntries(Object.entries(all).filter(([key]) => !drop.includes(key))))).label)
    }
    expect(labels.slice(0, 4)).toEqual(['The Daily River', 'AP', 'River towns empty', 'a.txt'])
    expect(labels[4]).toMatch(/^a_/)
  })

  it('is the file of the original where an abstract names nothing else', async () => {
    expect(await made({ kind: 'abstract', about: 'a.txt', fileName: 'abstract-of-a.md', text: TEXT })).toMatchObject({
      label: 'a.txt',
      about: 'a.txt',
    })
  })

  it('is never empty and never more than a line, whatever the fields hold', async () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          id: hostile,
          publisher: hostile,
          agency: hostile,
          headline: hostile,
          fileName: hostile,
          url: hostile,
          publishedAt: hostile,
          language: hostile,
          author: hostile,
        }),
        async (fields) => {
          const article = await made({ ...fields, text: TEXT })
          for (const line of [article.id, article.label, article.publisher, article.agency, article.headline, article.author]) {
            if (line === null) continue
            expect(line).not.toBe('')
            expect(line).not.toMatch(/\p{Cc}|\p{Bidi_Control}|^\s|\s$/u)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('what the source states', () => {
  it('wins over what the text says of itself', async () => {
    const article = await made({
      publishedAt: '2024-03-05T10:00:00Z',
      agency: 'EFE',
      headline: 'Given',
      text: `date 2020-01-01 ${TEXT} AFP`,
    })
    expect(article).toMatchObject({ publishedAt: '2024-03-05T10:00:00Z', agency: 'EFE', headline: 'Given' })
  })

  it('gives way to the text where nothing can be read from it', async () => {
    expect((await made({ publishedAt: 'yesterday', text: `date 2020-01-01 ${TEXT}` })).publishedAt).toBe('2020-01-01')
  })

  it('lets a page name its own address within its host only', async () => {
    const page = (canonical: string) => `<html><head><link rel="canonical" href="${canonical}"></head><body><p>${TEXT}</p></body></html>`
    expect((await made({ url: 'https://m.example.org/a?x=1', html: page('https://www.example.org/a') })).url).toBe(
      'https://www.example.org/a',
    )
    expect((await made({ url: 'https://example.org/a', html: page('https://evil.example.net/a') })).url).toBe('https://example.org/a')
  })

  it('reads a page that came as plain text as the page it is', async () => {
    expect((await made({ text: `<!DOCTYPE html><html><body><script>x()</script><p>${TEXT}</p></body></html>` })).text).toBe(TEXT)
  })
})

describe('an article without text', () => {
  it('is rejected with the reason', async () => {
    expect(await reasonFor({ headline: 'Only this' })).toBe('it holds no text')
    expect(await reasonFor({ text: ' \n\t ' })).toBe('it holds no text')
    expect(await reasonFor({ text: 'Advertisement\n\nShare this article' })).toBe('no text was left after cleaning')
    expect(await reasonFor({ text: '\u200b\u202e' })).toBe('no text was left after cleaning')
    expect(await reasonFor({ text: 'x'.repeat(5 * 1024 * 1024 + 1) })).toBe('it is larger than 5 MiB')
  })
})

describe('a canonical address', () => {
  it.each(['', 'no address', 'ftp://example.org/a', 'javascript:alert(1)', 'https://', `https://example.org/${'a'.repeat(3000)}`])(
    'is none for %j',
    (address) => {
      expect(canonicalUrl(address)).toBeNull()
    },
  )

  it('holds no credentials, and making it again changes nothing', () => {
    expect(canonicalUrl('https://user:secret@example.org./a')).toBe('https://example.org/a')
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const once = canonicalUrl(address)
        expect(once).not.toBeNull()
        expect(canonicalUrl(once)).toBe(once)
      }),
    )
  })
})

describe('the language of an article', () => {
  it.each([
    ['en', 'The army closed the road on Monday, and it did not say why or for how long.'],
    ['my', 'မြန်မာနိုင်ငံ တရုတ်နယ်စပ်တွင် တိုက်ပွဲများ ဖြစ်ပွားနေသည်။'],
    ['zh', '中国外交部发言人汪文斌6日表示，中方密切关注缅甸北部局势。'],
    ['ja', '中国外務省の報道官は６日、ミャンマー北部の情勢を注視していると述べた。'],
    ['es', 'El ejército cerró la carretera el lunes y no explicó por qué lo había hecho ni hasta cuándo estaría cerrada.'],
    ['fr', 'L’armée a fermé la route lundi et n’a pas expliqué pourquoi, ni combien de temps elle le resterait.'],
    ['th', 'กองทัพปิดถนนเมื่อวันจันทร์และไม่ได้บอกเหตุผล'],
    ['und', '29 – 56 – 3'],
  ])('is %s by its script and words', (language, text) => {
    expect(languageOf(null, text)).toBe(language)
  })

  it('is what the source states, in canonical form, unless that is no language', () => {
    expect(languageOf('EN_us', 'x')).toBe('en-US')
    expect(languageOf('zh-cn', 'x')).toBe('zh-CN')
    expect(languageOf('not a language', '中国外交部发言人汪文斌6日表示，中方密切关注缅甸北部局势。')).toBe('zh')
  })
})
