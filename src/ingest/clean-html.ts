// A page → its article and nothing else: readability finds the body, the rules for text do the rest (pure).
import type { RawArticle } from '../domain/article.ts'
import { type CleanedText, cleanText } from './clean-text.ts'
import { htmlToText } from './html-text.ts'
import { readHtmlMetadata } from './html-metadata.ts'

export type CleanedHtml = CleanedText & Readonly<{ language: string | null }>

type Tree = ConstructorParameters<typeof import('@mozilla/readability').Readability>[0]

const DOCUMENT = /<(?:html|body|head|main|article)\b/i
// A tree of a larger page takes seconds to build; its text is read without one.
const MAX_TREE = 2 * 1024 * 1024
const MAX_DEPTH_RUN = 2000
const MIN_BODY = 140

/** Never throws: a page that no tree can be made of is read tag by tag. */
export async function cleanHtml(html: string, known: Pick<RawArticle, 'headline' | 'agency'>): Promise<CleanedHtml> {
  const page = DOCUMENT.test(html)
  const metadata = page ? readHtmlMetadata(html) : null
  const headline = known.headline ?? metadata?.headline ?? undefined
  const body = (page && html.length <= MAX_TREE ? await readBody(html) : null) ?? htmlToText(html)
  const cleaned = cleanText(body, { headline, agency: known.agency })
  return {
    ...cleaned,
    publishedAt: metadata?.publishedAt ?? cleaned.publishedAt,
    author: metadata?.author ?? cleaned.author,
    publisher: metadata?.publisher ?? cleaned.publisher,
    url: metadata?.url ?? cleaned.url,
    language: metadata?.language ?? null,
  }
}

/** The text of the page's main body; null when readability finds none that is worth the name. */
async function readBody(html: string): Promise<string | null> {
  if (isTooDeep(html)) return null
  // The two take longer to load than a question takes to answer, so only pages pay for them.
  const [{ parseHTML }, { Readability }] = await Promise.all([import('linkedom'), import('@mozilla/readability')])
  try {
    const { document } = parseHTML(html)
    const found = new Readability(document as unknown as Tree, { charThreshold: MIN_BODY, maxElemsToParse: 60_000 }).parse()
    const text = found?.content ? htmlToText(found.content) : ''
    return text.trim().length >= MIN_BODY ? text : null
  } catch {
    return null // the tag-by-tag reading takes over
  }
}

/** Thousands of tags opened in a row, never closed, overflow the stack of whatever walks the tree. */
function isTooDeep(html: string): boolean {
  let depth = 0
  for (const { 0: tag } of html.matchAll(/<(\/?)(?:div|span|b|i|font|table|ul|ol|blockquote|section|article|a|em|strong)\b/gi)) {
    depth += tag.startsWith('</') ? -1 : 1
    if (depth > MAX_DEPTH_RUN) return true
  }
  return false
}
