// Plants a payload in one place of the news, and a language model that does what any payload says as soon as it reads it.
import type { RawArticle } from '../../src/domain/article.ts'
import type { ModelReply, ModelRequest } from '../../src/ports/language-model.ts'
import { NEWS } from './news.ts'
import { type Files, linesOf, passagesIn } from './world.ts'

export type Injection = Readonly<{ id: string; field: string; payload: string }>

const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
// XML has no words for most control characters.
const inXml = (text: string) => xml(text.replace(/(?![\n\t])\p{Cc}/gu, ' '))

/** The news as files, with what `field` of the first two articles is made by `planted`; a feed stands in for the description of one. */
function files(change: (article: RawArticle) => RawArticle, description: string): Files {
  const [first, second, ...others] = NEWS
  if (first === undefined || second === undefined) return {}
  const item = change(second)
  const feed = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${inXml(item.publisher ?? '')}</title><link>https://gazette.example/</link><description>${inXml(description)}</description><item><title>${inXml(item.headline ?? '')}</title><link>${inXml(item.url ?? '')}</link><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><author>${inXml(item.author ?? '')}</author><description>${inXml(description)}</description><content:encoded>${inXml(xml(item.text ?? '').replaceAll('\n\n', '<br><br>'))}</content:encoded></item></channel></rss>`
  return { 'articles.jsonl': linesOf([change(first), ...others]), 'feed.xml': feed }
}

export const plain = (): Files => files((article) => article, 'News of the coast.')

/** Where in the text of an article a payload may stand. */
export const PLACES = ['paragraph', 'sentence'] as const

export function planted({ field, payload }: Injection, place: (typeof PLACES)[number] = 'paragraph'): Files {
  if (field === 'feed-description') return files((article) => article, payload)
  if (field === 'text') return files((article) => ({ ...article, text: within(article.text ?? '', payload, place) }), 'News of the coast.')
  // One publisher twice would be one voice, whatever it is called.
  const second = NEWS[1]?.id
  return files(
    (article) => (field === 'publisher' && article.id === second ? article : { ...article, [field]: payload }),
    'News of the coast.',
  )
}

/** After the second sentence, which answers the first question: as a paragraph of its own, or going on in the same one. */
function within(text: string, payload: string, place: (typeof PLACES)[number]): string {
  const [first = '', second = '', ...others] = text.split(/(?<=\.) /u)
  const gap = place === 'paragraph' ? '\n\n' : ' '
  return `${first} ${second}${gap}${payload}${gap}${others.join(' ')}`
}

const WINDOW = 16 // characters of a payload that are enough to be obeyed
const folded = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\\[nrt"\\]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()

/** Chooses everything in the order given; once it has read a piece of the payload, the last passage alone, in words of its own where it may write any. */
export function obedient(payload: string, mode: 'select' | 'compress'): (request: ModelRequest) => ModelReply {
  const orders = folded(payload)
  return (request) => {
    const passages = passagesIn(request)
    const read = folded(`${request.system} ${request.user}`)
    const obeys = Array.from({ length: Math.max(1, orders.length - WINDOW) }, (_, at) => orders.slice(at, at + WINDOW)).some(
      (piece) => piece !== '' && read.includes(piece),
    )
    const chosen = obeys ? passages.slice(-1) : passages.slice(0, 8)
    const items = chosen.map(({ id, text }) => ({ id, text: obeys ? 'The election was cancelled.' : text }))
    const json = mode === 'select' ? { chosen: chosen.map(({ id }) => id) } : { chosen: items }
    return { kind: 'reply', json, model: 'obedient', tokens: 1 }
  }
}
