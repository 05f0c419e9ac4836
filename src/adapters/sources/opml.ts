// Lists of feeds as OPML: read from whatever a reader exported, written so that any reader takes it (pure).
import { readXml, type XmlElement } from './xml-stream.ts'

export type ListedFeed = Readonly<{ title: string | null; feedUrl: string; siteUrl: string | null; folder: string | null }>
export type OpmlRead =
  | Readonly<{ kind: 'list'; feeds: readonly ListedFeed[]; beyond: number; unread: number }>
  | Readonly<{ kind: 'rejected'; reason: string }>

const MOST = 2_000
const LONGEST = 300

/** Every outline with the address of a feed, once each; `unread` counts those whose address is no web address. Never throws. */
export function readOpml(xml: string): OpmlRead {
  const feeds = new Map<string, ListedFeed>()
  const folders: string[] = []
  const tally = { beyond: 0, unread: 0 }
  let isOpml = false
  const open = ({ name, attributes }: XmlElement) => {
    if (name === 'opml') isOpml = true
    if (name !== 'outline') return
    const title = line(attributes['title']) ?? line(attributes['text'])
    const given = attributes['xmlurl']?.trim()
    folders.push(given ? '' : (title ?? ''))
    if (!given) return
    const feedUrl = webAddress(given)
    if (feedUrl === null) tally.unread += 1
    else if (feeds.size >= MOST && !feeds.has(feedUrl)) tally.beyond += 1
    else if (!feeds.has(feedUrl))
      feeds.set(feedUrl, {
        title,
        feedUrl,
        siteUrl: webAddress(attributes['htmlurl']),
        folder: folders.findLast((folder) => folder !== '') ?? null,
      })
  }
  const close = ({ name }: XmlElement) => {
    if (name === 'outline') folders.pop()
  }
  const read = readXml(xml, { open, close, text: () => {} }, { base: null, language: null })
  if (read.kind === 'rejected') return read
  return isOpml ? { kind: 'list', feeds: [...feeds.values()], ...tally } : { kind: 'rejected', reason: 'it is no list of feeds (OPML)' }
}

/** OPML 2.0, folders in order of name, feeds as given. */
export function writeOpml(title: string, feeds: readonly ListedFeed[]): string {
  const folders = Map.groupBy(feeds, ({ folder }) => folder ?? '')
  const body = [...folders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, within]) => {
      const outlines = within.map(outlineOf)
      return folder === ''
        ? outlines.join('')
        : `    <outline text="${escaped(folder)}">\n${outlines.map((line) => `  ${line}`).join('')}    </outline>\n`
    })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>${escaped(title)}</title></head>\n  <body>\n${body.join('')}  </body>\n</opml>\n`
}

function outlineOf({ title, feedUrl, siteUrl }: ListedFeed): string {
  const name = escaped(title ?? feedUrl)
  const site = siteUrl === null ? '' : ` htmlUrl="${escaped(siteUrl)}"`
  return `    <outline type="rss" text="${name}" title="${name}" xmlUrl="${escaped(feedUrl)}"${site}/>\n`
}

function webAddress(given: string | undefined): string | null {
  // Some readers export the scheme of feeds in place of the web's.
  const url = URL.parse(
    (given ?? '')
      .trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
      .replace(/^feed:\/\//i, 'https://'),
  )
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url.href : null
}

function line(words: string | undefined): string | null {
  return words?.replace(/\s+/g, ' ').trim().slice(0, LONGEST).toWellFormed() || null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML can hold none of them
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function escaped(text: string): string {
  const plain = text.toWellFormed().replace(FORBIDDEN, '')
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, ' ')
}
