// A folder or file of articles as a source: each file read by its ending, never anything fetched.
import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { RawArticle } from '../../domain/article.ts'
import type { ArticleSource, SourceItem } from '../../ports/article-source.ts'
import { decode } from './charset.ts'
import { readEml } from './eml.ts'
import { OPML_REASON, readFeedFile } from './feed-file.ts'
import { readFrontMatter } from './front-matter.ts'
import { readJsonl } from './jsonl.ts'
import { markdownText } from './markdown-text.ts'
import { readPdf } from './pdf.ts'
import { walk } from './walk-folder.ts'

const MAX_BYTES = 5 * 1024 * 1024

type Read = RawArticle | Readonly<{ items: Iterable<SourceItem> }> | Readonly<{ reason: string }>
type Reader = (bytes: Buffer, name: string) => Read | Promise<Read>

const READERS: Readonly<Record<string, Reader>> = {
  '.txt': (bytes) => fromText(bytes, (text) => text),
  '.md': (bytes) => fromText(bytes, markdownText),
  '.markdown': (bytes) => fromText(bytes, markdownText),
  '.html': readHtml,
  '.htm': readHtml,
  '.xhtml': readHtml,
  '.eml': (bytes) => (bytes.includes(0) ? { reason: 'it is a binary file under the ending of a mail' } : readEml(bytes)),
  '.pdf': async (bytes) => {
    const read = await readPdf(bytes)
    return read === 'too-long'
      ? { reason: 'it has more than 200 pages' }
      : read.text?.trim()
        ? read
        : { reason: 'it holds no text, only pictures of it' }
  },
  '.xml': readFeed,
  '.rss': readFeed,
  '.atom': readFeed,
  '.rdf': readFeed,
  '.json': readFeed,
  '.opml': () => ({ reason: OPML_REASON }),
}

/** Reads a file, or a folder with all below it in order of name. Its `read` throws when the path does not exist. */
export function folderSource(path: string): ArticleSource {
  return { id: `folder:${basename(path.replace(/[/\\]+$/, '')) || path}`, read: () => readAll(path) }
}

async function* readAll(path: string): AsyncGenerator<SourceItem> {
  for await (const file of walk(path)) {
    if (file.kind === 'rejected') yield { kind: 'rejected', from: file.name, reason: file.reason }
    else if (extname(file.name).toLowerCase() === '.jsonl') yield* readLines(file)
    else yield* readFile(file)
  }
}

type File = Readonly<{ path: string; name: string; size: number }>

async function* readLines({ path, name, size }: File): AsyncGenerator<SourceItem> {
  if (size === 0) return yield rejected(name, 'it is empty')
  try {
    yield* readJsonl(path, name, MAX_BYTES)
  } catch {
    yield rejected(name, 'it cannot be read to its end')
  }
}

async function* readFile({ path, name, size }: File): AsyncGenerator<SourceItem> {
  const ending = extname(name).toLowerCase()
  const reader = READERS[ending]
  if (!reader) return yield rejected(name, ending ? `files ending in ${ending} are not read` : 'a file without an ending is not read')
  if (size === 0) return yield rejected(name, 'it is empty')
  if (size > MAX_BYTES) return yield rejected(name, 'it is larger than 5 MiB')
  const bytes = await bytesOf(path).catch(() => null)
  if (bytes === null) return yield rejected(name, 'it cannot be opened; check that this user may read it')
  let read: Read
  try {
    read = bytes.length > MAX_BYTES ? { reason: 'it is larger than 5 MiB' } : await reader(bytes, name)
  } catch {
    read = { reason: `it is not a ${ending} file that can be read` }
  }
  if ('reason' in read) return yield rejected(name, read.reason)
  const fileName = basename(name)
  if (!('items' in read)) return yield { kind: 'article', from: name, raw: { fileName, ...read } }
  for (const item of read.items) yield item.kind === 'article' ? { ...item, raw: { fileName, ...item.raw } } : item
}

/** At most one byte over the limit, however the file grows meanwhile. */
async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const bytes = Buffer.alloc(Math.min((await file.stat()).size, MAX_BYTES) + 1)
    let length = 0
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length)
      length += bytesRead
      if (bytesRead === 0 || length === bytes.length) return bytes.subarray(0, length)
    }
  } finally {
    await file.close()
  }
}

function fromText(bytes: Buffer, plain: (text: string) => string): Read {
  const decoded = decode(bytes)
  if (decoded.kind === 'rejected') return decoded
  const { fields, text } = readFrontMatter(decoded.text)
  return { ...fields, text: plain(text) }
}

function readHtml(bytes: Buffer): Read {
  const decoded = decode(bytes, true)
  return decoded.kind === 'rejected' ? decoded : { html: decoded.text }
}

async function readFeed(bytes: Buffer, name: string): Promise<Read> {
  const feed = await readFeedFile(bytes, name)
  return feed.kind === 'rejected' ? feed : { items: feed.items }
}

function rejected(from: string, reason: string): SourceItem {
  return { kind: 'rejected', from, reason }
}
