// RawArticle → an article ready to be stored, or the reason why not.
import { derivedId } from '../base/hash.ts'
import { type Article, OPERATOR, type RawArticle } from '../domain/article.ts'
import { canonicalOf, canonicalUrl } from './canonical-url.ts'
import { cleanLine } from './clean-characters.ts'
import { type PageRead, type PageToRead, type ReadPage, readPageHere } from './clean-html.ts'
import { type CleanedText, cleanText } from './clean-text.ts'
import { languageOf } from './language.ts'
import { plainLine } from './plain-line.ts'
import { readPublishedAt } from './read-date.ts'

/** An article before it is known which version it is. */
export type Draft = Omit<Article, 'version'>
export type Made = Readonly<{ kind: 'made'; draft: Draft }> | Readonly<{ kind: 'rejected'; reason: string }>

export type Provenance = Readonly<{ workspace: string; source: string; ingestedAt: string }>

/** One article's source may have this many bytes; a file or a line above it is not read. */
export const MAX_SOURCE_BYTES = 5 * 1024 * 1024
const LONGEST_ID = 512
const HTML_DOCUMENT = /^\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,50})?<(?:!doctype\s+html|html)\b/i

/** Cleans, dates and attributes one article. What the source does not say stays null. */
export async function makeArticle(given: RawArticle, provenance: Provenance, readPage: ReadPage = readPageHere): Promise<Made> {
  const raw = withPlainLines(given)
  const source = raw.text?.trim() ? raw.text : (raw.html ?? '')
  if (source.trim() === '') return { kind: 'rejected', reason: 'it holds no text' }
  if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) return { kind: 'rejected', reason: 'it is larger than 5 MiB' }
  const read = source === raw.html || HTML_DOCUMENT.test(source) ? await readPage(pageOf(source, raw)) : readText(source, raw)
  if (read.kind === 'ended') return { kind: 'rejected', reason: read.reason }
  const cleaned = read.value
  if (cleaned.text === '') return { kind: 'rejected', reason: 'no text was left after cleaning' }
  return { kind: 'made', draft: draftOf(raw, cleaned, provenance) }
}

function pageOf(html: string, { headline, agency }: RawArticle): PageToRead {
  return { html, known: { headline, agency } }
}

function readText(text: string, raw: RawArticle): PageRead {
  return { kind: 'done', value: { ...cleanText(text, raw), language: null } }
}

/** Markup in what names the article is markup of the page it was copied from. */
function withPlainLines(raw: RawArticle): RawArticle {
  const { headline, publisher, agency, author } = raw
  return { ...raw, headline: plainLine(headline), publisher: plainLine(publisher), agency: plainLine(agency), author: plainLine(author) }
}

function draftOf(raw: RawArticle, cleaned: CleanedText & Readonly<{ language: string | null }>, provenance: Provenance): Draft {
  const url = canonicalOf(canonicalUrl(raw.url), canonicalUrl(cleaned.url))
  const fields = {
    publisher: cleanLine(raw.publisher ?? cleaned.publisher, 200),
    agency: cleanLine(raw.agency ?? cleaned.agency, 200),
    author: cleanLine(raw.author ?? cleaned.author, 300),
    headline: cleanLine(raw.headline ?? cleaned.headline),
    fileName: cleanLine(raw.fileName, 255),
  }
  const id = idOf(raw.id, url, cleaned.text, provenance.workspace)
  const kind = raw.kind === 'abstract' ? 'abstract' : 'original'
  const about = kind === 'abstract' ? cleanLine(raw.about, 255) : null
  return {
    id,
    workspace: provenance.workspace,
    kind,
    about,
    // An abstract is announced as "our abstract of <label>", so it is the file of the original that names it.
    label: fields.publisher ?? fields.agency ?? fields.headline ?? about ?? fields.fileName ?? id,
    url,
    ...fields,
    publishedAt: readPublishedAt(raw.publishedAt) ?? cleaned.publishedAt,
    language: languageOf(raw.language ?? cleaned.language, cleaned.text),
    text: cleaned.text,
    source: provenance.source,
    ingestedAt: provenance.ingestedAt,
    withdrawnAt: null,
  }
}

/** The id it came with, else one derived from its address, else from its content. A workspace's own derived ids never meet the operator's. */
function idOf(given: string | undefined, url: string | null, text: string, workspace: string): string {
  const own = cleanLine(given, LONGEST_ID + 1)
  if (own !== null && own.length <= LONGEST_ID) return own
  const owner = workspace === OPERATOR ? [] : [workspace]
  if (own !== null) return derivedId('a', ...owner, given ?? '')
  return derivedId('a', ...owner, url ?? text)
}

/** Everything a new version is made for when it changes. */
export function contentOf(article: Draft): string {
  const { text, headline, publisher, agency, author, publishedAt, url, language, kind, about } = article
  return JSON.stringify([text, headline, publisher, agency, author, publishedAt, url, language, kind, about])
}
