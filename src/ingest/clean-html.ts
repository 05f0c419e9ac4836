// A page → its article and nothing else: readability finds the body, the rules for text do the rest (pure).
import { Parser } from 'htmlparser2'
import type { RawArticle } from '../domain/article.ts'
import { type CleanedText, cleanText } from './clean-text.ts'
import { htmlToText } from './html-text.ts'
import { readHtmlMetadata } from './html-metadata.ts'

export type CleanedHtml = CleanedText & Readonly<{ language: string | null }>

type Tree = ConstructorParameters<typeof import('@mozilla/readability').Readability>[0]

const DOCUMENT = /<(?:html|body|head|main|article)\b/i
// A tree of a larger page takes seconds to build; its text is read without one.
const MAX_TREE = 2 * 1024 * 1024
const DEEPEST = 500
const MOST_ELEMENTS = 30_000
const MIN_BODY = 140

/** A page and what is known of it before; as one value, so that it can be handed to another thread. */
export type PageToRead = Readonly<{ html: string; known: Pick<RawArticle, 'headline' | 'agency'> }>
/** `ended`: it took more time or memory than one page may; `reason` is a sentence. */
export type PageRead = Readonly<{ kind: 'done'; value: CleanedHtml }> | Readonly<{ kind: 'ended'; reason: string }>
export type ReadPage = (page: PageToRead) => Promise<PageRead>

/** `cleanHtml` as a function of one value. */
export function cleanPage({ html, known }: PageToRead): Promise<CleanedHtml> {
  return cleanHtml(html, known)
}

/** Reads a page where it is called; the product reads the large ones on a thread of their own. */
export const readPageHere: ReadPage = async (page) => ({ kind: 'done', value: await cleanPage(page) })

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
  if (isTooMuch(html)) return null
  // The two take longer to load than a question takes to answer, so only pages pay for them.
  const [{ parseHTML }, { Readability }] = await Promise.all([import('linkedom'), import('@mozilla/readability')])
  try {
    const { document } = parseHTML(html)
    const found = new Readability(document as unknown as Tree, { charThreshold: MIN_BODY, maxElemsToParse: 2 * MOST_ELEMENTS }).parse()
    const text = found?.content ? htmlToText(found.content, { withoutLinkLines: true }) : ''
    return text.trim().length >= MIN_BODY ? text : null
  } catch {
    return null // the tag-by-tag reading takes over
  }
}

/** A tree this deep or this large takes seconds to build and to walk, and overflows the stack of whatever walks it. */
function isTooMuch(html: string): boolean {
  let depth = 0
  let deepest = 0
  let elements = 0
  const parser = new Parser({
    onopentagname() {
      depth += 1
      elements += 1
      if (depth > deepest) deepest = depth
      // What is beyond the limits needs no further look.
      if (deepest > DEEPEST || elements > MOST_ELEMENTS) parser.pause()
    },
    onclosetag() {
      depth -= 1
    },
  })
  parser.write(html)
  return deepest > DEEPEST || elements > MOST_ELEMENTS
}
