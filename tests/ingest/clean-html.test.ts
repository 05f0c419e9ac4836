// Pages: the body alone, and what the page says of itself.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../src/ingest/clean-html.ts'

const PARAGRAPH =
  'Thousands of people left their homes near the river after the army closed the road on Monday, aid workers said. Most walked for two days.'
const SECOND =
  'A spokesman for the group said it held the bridge and would not give it up before talks began, and that nobody had asked it to do so.'

const page = (head: string, body: string) =>
  `<!doctype html><html lang="en-GB"><head><title>River towns empty | The Daily River</title>${head}</head><body>${body}</body></html>`

const ARTICLE = `<nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>River towns empty</h1><p class="byline">By Jane Roe</p>
  <figure><img src="x.jpg"><figcaption>A bridge. Photo: AP</figcaption></figure><p>${PARAGRAPH}</p><p>Photo: AP</p><h2>What comes next</h2><p>${SECOND}</p>
  <ul><li>Read more: Who holds the road?</li></ul></article><aside><p>Most read stories of the week and much else</p></aside><footer>© 2024 The Daily River</footer>`

const nothingKnown = { headline: undefined, agency: undefined }

describe('a page', () => {
  it('gives its article and nothing else', async () => {
    const cleaned = await cleanHtml(page('', ARTICLE), nothingKnown)
    expect(cleaned.text).toBe(`${PARAGRAPH}\n\nWhat comes next\n\n${SECOND}`)
  })

  it.each([
    ['the heading goes without it', 'River towns empty - Bridge Journal', '<h1>River towns empty</h1>', ''],
    [
      'the page says it is the site',
      'River towns empty – The Bridge Journal',
      '',
      '<meta property="og:site_name" content="Bridge Journal">',
    ],
    ['the address has it', 'River towns empty | Bridge Journal', '', '<link rel="canonical" href="https://www.bridgejournal.example/a">'],
    [
      'title and heading agree in it',
      'River towns empty - Bridge Journal',
      '<h1>River towns empty - Bridge Journal</h1>',
      '<meta property="og:site_name" content="The Bridge Journal">',
    ],
  ])('drops the name of the site behind its headline where %s', async (_, title, heading, head) => {
    const html = `<html><head><title>${title}</title>${head}</head><body>${heading}<p>${PARAGRAPH}</p><p>${SECOND}</p></body></html>`
    expect((await cleanHtml(html, nothingKnown)).headline).toBe('River towns empty')
  })

  it('keeps the second part of a headline that is no site', async () => {
    const title = 'River towns empty - army closes the road'
    const html = `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${PARAGRAPH}</p><p>${SECOND}</p></body></html>`
    expect((await cleanHtml(html, nothingKnown)).headline).toBe(title)
  })

  it('reads entities in what it says of itself in JSON-LD', async () => {
    const head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"River &amp; road: &#8216;empty&#8217;"}</script>'
    expect((await cleanHtml(page(head, ARTICLE), nothingKnown)).headline).toBe('River & road: ‘empty’')
  })

  it('says its headline, date, author, publisher, language and address in JSON-LD', async () => {
    const linked = {
      '@context': 'https://schema.org',
      '@graph': [
        { '@type': 'Organization', name: 'Not this' },
        {
          '@type': 'NewsArticle',
          headline: 'River towns empty',
          datePublished: '2024-03-05T10:00:00+06:30',
          author: [{ '@type': 'Person', name: 'Jane Roe' }, { name: 'John Public' }],
          publisher: { '@type': 'Organization', name: 'The Daily River' },
        },
      ],
    }
    const head = `<script type="application/ld+json">${JSON.stringify(linked)}</script><link rel="canonical" href="https://example.org/river">`
    expect(await cleanHtml(page(head, ARTICLE), nothingKnown)).toMatchObject({
      headline: 'River towns empty',
      publishedAt: '2024-03-05T03:30:00Z',
      author: 'Jane Roe, John Public',
      publisher: 'The Daily River',
      language: 'en-GB',
      url: 'https://example.org/river',
    })
  })

  it('says them in meta tags where there is no JSON-LD that can be read', async () => {
    const head = `<script type="application/ld+json">{broken</script><meta property="og:title" content="River towns empty"><meta property="og:site_name" content="The Daily River">
      <meta property="article:published_time" content="2024-03-05"><meta name="author" content="By Jane Roe"><meta property="article:author" content="https://example.org/jane">`
    expect(await cleanHtml(page(head, ARTICLE), nothingKnown)).toMatchObject({
      headline: 'River towns empty',
      publishedAt: '2024-03-05',
      author: 'Jane Roe',
      publisher: 'The Daily River',
    })
  })

  it('says when it was published in its text where nothing above says so, and JSON-LD may stand in a comment', async () => {
    const dated = `<article><time itemprop="datePublished" datetime="2024-03-05T10:00:00+06:30">Tuesday</time><p>${PARAGRAPH}</p><p>${SECOND}</p></article>`
    expect(await cleanHtml(page('', dated), nothingKnown)).toMatchObject({ publishedAt: '2024-03-05T03:30:00Z' })
    const head = `<script type="application/ld+json"><!-- {"@type": "NewsArticle", "headline": "River towns empty"} --></script>`
    expect(await cleanHtml(page(head, ARTICLE), nothingKnown)).toMatchObject({ headline: 'River towns empty' })
  })

  it('keeps nothing of links to other stories, galleries, shares and who to write to', async () => {
    const around = [
      '<p><a href="/a">Three towns without light for a week</a> [PHOTOS]</p>',
      '<ul><li><a href="/b">How the ferry was built in nine days</a></li></ul>',
      '<p>Image 2 of 5</p><p>Caption</p><p>Follow the reporter on Twitter @someone</p><p>desk@river.example</p>',
      '<p>The post River towns empty appeared first on The Daily River.</p>',
    ]
    const own = `<p>The report says so: <a href="/c">the whole of it is here for all to read.</a></p>`
    const body = `<article><h1>River</h1><p>${PARAGRAPH}</p>${around[0]}<p>${SECOND}</p>${around.join('')}${own}</article>`
    expect((await cleanHtml(page('', body), nothingKnown)).text).toBe(
      `${PARAGRAPH}\n\n${SECOND}\n\nThe report says so: the whole of it is here for all to read.`,
    )
  })

  it('takes a fragment, as feeds carry it, for the article itself', async () => {
    const cleaned = await cleanHtml(`<p>${PARAGRAPH}</p><script>x()</script><p>One &amp; two.<br>Three.</p>`, nothingKnown)
    expect(cleaned).toMatchObject({ text: `${PARAGRAPH}\n\nOne & two.\nThree.`, headline: null, publisher: null })
  })

  it('runs nothing and survives depth, size and nonsense', async () => {
    const deep = page('', `${'<div>'.repeat(50_000)}${PARAGRAPH}`)
    expect((await cleanHtml(deep, nothingKnown)).text).toBe(PARAGRAPH)
    const large = page('', `<article>${`<p>${PARAGRAPH}</p>`.repeat(18_000)}</article>`)
    expect((await cleanHtml(large, nothingKnown)).text).toBe(PARAGRAPH)
    const scripted = page(
      '',
      `<article><script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true"><p>${PARAGRAPH}</p><p>${SECOND}</p></article>`,
    )
    expect((await cleanHtml(scripted, nothingKnown)).text).toContain(PARAGRAPH)
    expect('ran' in globalThis).toBe(false)
  })

  it('never makes cleaning throw', async () => {
    const bits = fc.constantFrom(
      '<html>',
      '<body>',
      '<article>',
      '</article>',
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<svg>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x',
      '&',
      '&#x110000;',
      '<a href="',
      '">',
      PARAGRAPH,
      '\u0000',
      '<meta charset>',
      '<template>',
      '<base href=x>',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(bits, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 25 }), async (parts) => {
        expect(typeof (await cleanHtml(parts.join(''), nothingKnown)).text).toBe('string')
      }),
      { numRuns: 300 },
    )
  })
})
