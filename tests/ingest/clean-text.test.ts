// Cleaning of plain text: made-up files in the shapes that folders of articles come in.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/ingest/clean-text.ts'

const BODY = 'Thousands of people left their homes near the river, aid workers said. The army did not answer questions.'
const MORE = 'A spokesman for the group said it held the road and would not give it up before talks began.'

const textOf = (source: string) => cleanText(source).text

describe('the head of an article', () => {
  it.each([
    ['date 2024-03-05 '],
    ['Date: 2024-03-05 '],
    [' date 2024-03-05\t'],
    ['published 2024-03-05T10:00:00Z '],
    ['date 2024-03-05 date 2024-03-05 '],
  ])('takes a stamp off that runs straight into the text: %j', (stamp) => {
    expect(cleanText(`${stamp}${BODY}`)).toMatchObject({ text: BODY, publishedAt: '2024-03-05', headline: null })
  })

  it('takes a line of its own without a final stop for the headline, and prints it once only, whatever its case or the site behind it', () => {
    const title = 'River towns empty as army closes in'
    const cleaned = cleanText(`${title}\n\n${BODY}\n\n5 March 2024\n${title.toUpperCase()}\n\n${title} | The Daily River\n\n${MORE}`)
    expect(cleaned).toMatchObject({ headline: title, publishedAt: '2024-03-05', text: `${BODY}\n\n${MORE}` })
  })

  it('makes up no headline where the text begins with a sentence, a bullet or a word in the middle of one', () => {
    for (const source of [
      `${BODY}\n\n${MORE}`,
      `- First of two points\n- Second of two points\n${BODY}`,
      `and then it went on\n\n${BODY}`,
    ]) {
      expect(cleanText(source).headline).toBeNull()
    }
  })

  it('takes a question for the headline when the story stands below it', () => {
    expect(cleanText(`Who holds the river road?\n${BODY}`)).toMatchObject({ headline: 'Who holds the river road?', text: BODY })
  })

  it('takes a kicker above the headline for no headline', () => {
    expect(cleanText(`WORLD\n\nRiver towns empty as army closes in\n\n${BODY}`)).toMatchObject({
      headline: 'River towns empty as army closes in',
      text: BODY,
    })
  })

  it('does not look for a headline that is known, but takes its printings out of the text', () => {
    expect(cleanText(`River towns empty\n\n${BODY}`, { headline: 'River Towns Empty' }).text).toBe(BODY)
    expect(cleanText(`River towns empty\n\n${BODY}`, { headline: null }).text).toBe(`River towns empty\n\n${BODY}`)
  })

  it('reads labelled lines, and leaves a sentence that only looks like one', () => {
    const head =
      'Title: River towns empty\nBy: Jane Roe\nPublished: 5 March 2024 10:30 GMT\nSource: The Daily River\nURL: https://example.org/a'
    expect(cleanText(`${head}\n\n${BODY}`)).toMatchObject({
      headline: 'River towns empty',
      author: 'Jane Roe',
      publishedAt: '2024-03-05T10:30:00Z',
      publisher: 'The Daily River',
      url: 'https://example.org/a',
      text: BODY,
    })
    const sentence = 'Source: two officers who were there and would not give their names.'
    expect(textOf(`${BODY}\n\n${sentence}`)).toContain(sentence)
  })

  it.each([
    ['By Jane Roe', 'Jane Roe', null],
    ['BY JANE ROE AND JOHN Q. PUBLIC', 'JANE ROE AND JOHN Q. PUBLIC', null],
    ['By Jane Roe, Associated Press', 'Jane Roe', 'AP'],
    ['By Agence France-Presse', null, 'AFP'],
    ['By Jane Roe | Reuters', 'Jane Roe', 'Reuters'],
  ])('reads the byline %j', (line, author, agency) => {
    expect(cleanText(`River towns empty as army closes in\n${line}\n\n${BODY}`)).toMatchObject({ author, agency, text: BODY })
  })

  it('keeps the dates of a chronology as headings and takes none of them for the date of the article', () => {
    const cleaned = cleanText(`Three days by the river\n\n3 March 2024\n\n${BODY}\n\n4 March 2024\n\n${MORE}`)
    expect(cleaned).toMatchObject({ publishedAt: null, text: `3 March 2024\n\n${BODY}\n\n4 March 2024\n\n${MORE}` })
  })
})

describe('datelines and sign-offs', () => {
  it.each([
    ['Rivertown, Mar 5 (EFE).- ', 'EFE', null],
    ['RIVERTOWN (AP) — ', 'AP', null],
    ['RIVERTOWN, March 5, 2024 (Reuters) - ', 'Reuters', '2024-03-05'],
    ['(AFP) - ', 'AFP', null],
    ['RIVERTOWN, Mar. 5 (Xinhua) -- ', 'Xinhua', null],
    ['RIVERTOWN, 5 March (Riverland News Service) – ', 'Riverland News Service', null],
    ['RIVERTOWN, March 5, 2024 — ', null, '2024-03-05'],
  ])('takes the dateline %j off and notes what it says, never a year it leaves out', (dateline, agency, publishedAt) => {
    expect(cleanText(`${dateline}${BODY}\n\n${MORE}`)).toMatchObject({ agency, publishedAt, text: `${BODY}\n\n${MORE}` })
  })

  it.each(['Rivertown (Riverland) — ', 'The army (1st division) – ', 'He (Roe) '])('leaves %j, which names no agency', (opening) => {
    expect(cleanText(`${opening}${BODY}`)).toMatchObject({ agency: null, text: `${opening}${BODY}` })
  })

  it.each([
    [' EFE\nabc/de', 'EFE'],
    ['\n\n— AFP', 'AFP'],
    [' Enditem', null],
    ['\n\n(END)', null],
    ['\n\n-30-', null],
    ['\n\nReporting by Jane Roe in Rivertown; Editing by John Public', null],
    [' Reporting by Jane Roe; Editing by John Public', null],
    ['\n\n___\n\nJane Roe in Rivertown contributed to this report.', null],
  ])('takes the sign-off %j off', (signOff, agency) => {
    expect(cleanText(`${BODY}\n\n${MORE}${signOff}`)).toMatchObject({ agency, text: `${BODY}\n\n${MORE}` })
  })
})

describe('what a page puts around an article', () => {
  it.each([
    'IMAGE SOURCE: AP',
    'Photo: Jane Roe',
    'Photo credit: Jane Roe/Getty Images',
    '(Photo by Jane Roe/AFP)',
    'Photograph: Jane Roe/EPA',
    'REUTERS/Stringer',
    'AFP via Getty Images',
    'File photo',
    '图片来源：新华社',
    'ဓာတ်ပုံ - AFP',
    'Soldiers in Rivertown on March 4, 2024. REUTERS/Jane Roe',
    'General Roe (L) greets Minister Public (R) in Rivertown, 4 March 2021. EPA-EFE FILE/STRINGER',
    'This photo taken on March 4, 2024 shows a bridge over the river.',
    '[1/3] A bridge over the river near the town of Rivertown',
    'READ MORE: Who holds the river road?',
    'Also read | Five things to know',
    'Related: River towns empty',
    'Share this article',
    'Facebook Twitter WhatsApp',
    'Advertisement',
    'Subscribe to our newsletter for more',
    'Follow us on Telegram',
    '© 2024 The Daily River. All rights reserved.',
    'Tags: river, army',
    '3 min read',
    'https://example.org/some/page',
    'We use cookies to improve this site.',
    'window.dataLayer = window.dataLayer || [];',
    '***',
  ])('takes out %j wherever it stands', (line) => {
    expect(textOf(`${BODY}\n\n${line}\n\n${MORE}`)).toBe(`${BODY}\n\n${MORE}`)
    expect(textOf(`${line}\n\n${BODY}\n\n${MORE}`)).toBe(`${BODY}\n\n${MORE}`)
    expect(textOf(`${BODY}\n\n${MORE}\n\n${line}`)).toBe(`${BODY}\n\n${MORE}`)
  })

  it('takes the caption beside a credit, above or below it, but no sentence of the story', () => {
    const caption = 'Deputy Riverland Minister Jane Roe.'
    expect(textOf(`${BODY}\n\nPhoto: AP\n${caption}\n\n${MORE}`)).toBe(`${BODY}\n\n${MORE}`)
    expect(textOf(`${BODY}\n\n${caption}\nPhoto: AP\n\n${MORE}`)).toBe(`${BODY}\n\n${MORE}`)
    expect(textOf(`Photo: AP\n${BODY}\n\n${MORE}`)).toBe(`${BODY}\n\n${MORE}`)
    expect(textOf(`Photo: AP\n${BODY}\n${MORE}`)).toBe(`${BODY}\n${MORE}`)
  })

  it.each([
    'Copyright law was the subject of the talks on Monday.',
    'He announced the pause on Facebook via a short video on Monday evening.',
    'She shared a picture: a road with three burnt cars and nobody near them.',
    'Like others, he wrote on Facebook and Twitter that he would not return.',
    'Photo studios in the town were closed, residents said.',
    'Subscribers to the newspaper said on Monday that they got none.',
    'More than 300 houses burned, the council said.',
    'Related companies were fined as well, the ministry said.',
    'Reuters journalists were freed on Monday after two years.',
    'Readers who saw the film said that it showed the river.',
    'It was the first such attack in years, according to the AP.',
    'The minister (pictured) said that the road would open.',
  ])('leaves the sentence %j', (sentence) => {
    expect(textOf(`${BODY}\n\n${sentence}\n\n${MORE}`)).toBe(`${BODY}\n\n${sentence}\n\n${MORE}`)
  })

  it('keeps section headings as lines of their own and a paragraph pasted twice once', () => {
    expect(textOf(`${BODY}\n\nWhat comes next\n\n${MORE}\n\n${BODY}`)).toBe(`${BODY}\n\nWhat comes next\n\n${MORE}`)
  })

  it('takes out comments and halves of comments, tags and entities', () => {
    expect(textOf(`!-- Some tag (tag.js) -->\n\n${BODY}<!-- a note --> ${MORE}`)).toBe(`${BODY} ${MORE}`)
    expect(
      textOf(`<p>One &amp; two people fled.</p><p>He said &ldquo;no&rdquo; &#8211; twice.<br/>Then he left.</p><script>x()</script>`),
    ).toBe('One & two people fled.\n\nHe said “no” – twice.\nThen he left.')
    expect(textOf('It was 5 < 6 and 7 > 6, he said -- and "Stop!--now", too.')).toBe(
      'It was 5 < 6 and 7 > 6, he said -- and "Stop!--now", too.',
    )
  })
})

describe('paragraphs and lines', () => {
  it('sets paragraphs apart by one blank line and keeps the breaks inside one', () => {
    expect(textOf(`${BODY}\n${MORE}\n\n \t \n\u00a0\n\n${MORE}x.`)).toBe(`${BODY}\n${MORE}\n\n${MORE}x.`)
  })

  it('keeps bullets as lines without their mark', () => {
    expect(textOf(`${BODY}\n\n- The army closed the road\n* The group held the bridge\n• Families walked\n\n${MORE}`)).toBe(
      `${BODY}\n\nThe army closed the road\nThe group held the bridge\nFamilies walked\n\n${MORE}`,
    )
  })

  it('sets points that begin small apart, because nothing else would keep them from running into each other', () => {
    expect(textOf(`${BODY}\n- 29 people killed\n- a bridge and a road closed`)).toBe(
      `${BODY}\n\n29 people killed\n\na bridge and a road closed`,
    )
  })

  it('joins what was wrapped at a margin, so that no line ends inside a sentence', () => {
    const wrapped = [
      'Thousands of people left their homes near the river',
      'after the army closed the road between Rivertown and',
      'Northbridge on Monday, aid workers said. Most of the',
      'families walked. Others hid in the forest.',
      '',
      'A spokesman said that the group would keep the road',
      'until talks begin.',
    ].join('\r\n')
    expect(textOf(wrapped)).toBe(
      'Thousands of people left their homes near the river after the army closed the road between Rivertown and Northbridge on Monday, aid workers said. Most of the families walked. Others hid in the forest.\n\nA spokesman said that the group would keep the road until talks begin.',
    )
  })

  it('mends a word cut at the margin only where the text writes it whole elsewhere', () => {
    const lines =
      'The people of the town asked the govern-\nment to answer, and said that the cross-\nborder trade had come to a stop with\nit. The government did not answer them.'
    expect(textOf(lines)).toContain('asked the government to answer')
    expect(textOf(lines)).toContain('the cross-border trade')
  })
})

describe('hostile text', () => {
  // biome-ignore format: a list of bits
  const pieces = fc.constantFrom(
    'date 2024-03-05 ', 'By Jane Roe', 'Photo: AP', 'Advertisement', '© 2024', '\n', '\n\n', ' ', '\t', '- ', '• ', '<p>', '</script>', '<script>', '<!--', '-->', '!--', '&amp;', '&#0;', '&#x202e;',
    'EFE', '(Reuters) - ', 'RIVERTOWN, Mar 5 (EFE).- ', 'abc/de', '\u0000', '\u202e', '\u200b', '\u00ad', '\ud83d', '\udc00', '\u{e0041}', 'e\u0301', 'River towns empty', BODY, MORE, '2024-03-05', '新华社', '။', 'Title: x', '---',
  )
  const messy = fc.oneof(
    fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  )

  it('never makes cleaning throw, leave a control, a lone surrogate, an odd blank line or a form that is not NFC', () => {
    fc.assert(
      fc.property(messy, (source) => {
        const { text } = cleanText(source)
        expect(text).not.toMatch(
          /(?!\n)\p{Cc}|\p{Bidi_Control}|[\u200b-\u200f\u00ad\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]|\n{3}|^\s|\s$| \n|\n /u,
        )
        expect(text.isWellFormed()).toBe(true)
        expect(text.normalize('NFC')).toBe(text)
      }),
      { numRuns: 1500 },
    )
  })

  it('changes nothing when what is clean is cleaned again', () => {
    fc.assert(
      fc.property(messy, (source) => {
        const { text, headline, agency } = cleanText(source)
        expect(cleanText(text, { headline, agency }).text).toBe(text)
      }),
      { numRuns: 1500 },
    )
  })

  it.each([
    ['one endless word', 'a'.repeat(1_000_000)],
    ['capitals after By', `By ${'A'.repeat(1_000_000)}!`],
    ['capital words after By', `By ${'Aa '.repeat(90)}!`],
    ['stops', '. '.repeat(500_000)],
    ['quotes', `."'`.repeat(300_000)],
    ['brackets', '('.repeat(1_000_000)],
    ['dashes', '-'.repeat(1_000_000)],
    ['comments never closed', '<!-- '.repeat(200_000)],
    ['scripts never closed', '<script>'.repeat(120_000)],
    ['tags never closed', '<p '.repeat(300_000)],
    ['hyphens at every margin', 'the long govern-\n'.repeat(60_000)],
    ['wrapped lines', 'the army closed the road between the towns and\n'.repeat(20_000)],
    ['date stamps', 'date 2024-03-05 '.repeat(60_000)],
    ['short lines', 'a b\n'.repeat(250_000)],
    ['marks', `e${'\u0301'.repeat(500_000)}`],
    ['blanks', ' '.repeat(1_000_000)],
  ])('is read in time that grows with its length: %s', (_name, source) => {
    const start = performance.now()
    cleanText(source)
    expect(performance.now() - start).toBeLessThan(6000) // about a tenth of it on an idle machine; what grows with the square takes minutes
  })
})
