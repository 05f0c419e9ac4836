// What of an entry tells whether its source is still itself: its words, a sample of its runs of words, where its links and its address lead (pure).
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import type { RawArticle } from '../domain/article.ts'
import { languageOf } from './language.ts'

export type Traits = Readonly<{
  /** `und` where it cannot be told */
  language: string
  /** hashes of its distinct stems that say something: a word may be called like anything, a hash is safe as a key */
  words: readonly string[]
  /** the least hashes of its runs of words; empty where it is too short to be a copy of anything */
  sketch: readonly number[]
  /** as dense with links to other hosts as only lists of links are */
  isLinks: boolean
  /** hash of the host of its address */
  host: string
  /** names something that a configured topic is about */
  onTopic: boolean
}>

const READ_MOST = 1_500 // characters: enough to know a text by
const RUN = 3 // words
const SKETCH = 32
const SHORTEST_COPY = 12 // words
const SURE_OF_LANGUAGE = 80 // characters
const LINKS_LEAST = 3
const WORDS_A_LINK = 25
const MARKUP = /<(?:script|style)\b[\s\S]{0,20000}?<\/(?:script|style)\s*>|<[^<>]{0,2000}>/gi
const LINK = /<a\b[^<>]{0,400}?\bhref\s*=\s*["']?(https?:\/\/[^"'\s<>]{1,400})/gi

/** `onTopic` says whether folded words in order name what a configured topic is about. */
export function traitsOf({ url, headline = '', text, html = '' }: RawArticle, onTopic: (words: readonly string[]) => boolean): Traits {
  const host = hostOf(url ?? '')
  const body = (text ?? html.slice(0, 5 * READ_MOST).replace(MARKUP, ' ')).slice(0, READ_MOST)
  const [title, told] = [wordsOf(headline.slice(0, 400)), wordsOf(body)]
  const all = [...title, ...told]
  const stated = `${headline} ${body}`
  const language = stated.length < SURE_OF_LANGUAGE ? 'und' : (languageOf(null, stated).split('-')[0] ?? 'und')
  return {
    language,
    words: [...new Set(all.filter(saysSomething).map((word) => keyOf(stemOf(word))))],
    sketch: sketchOf(told),
    isLinks: isLinks(html, host, all.length),
    host: keyOf(host),
    onTopic: onTopic(all),
  }
}

const saysSomething = (word: string) => word.length > 1 && !isStopWord(word) && !/^\d/.test(word)

/** Words before numbers are what makes a template a template: every number counts as the same. */
function sketchOf(words: readonly string[]): readonly number[] {
  if (words.length < SHORTEST_COPY) return []
  const alike = words.map((word) => (/^\d/.test(word) ? '#' : word))
  const hashes = new Set<number>()
  for (let at = 0; at + RUN <= alike.length; at += 1) hashes.add(hashOf(alike.slice(at, at + RUN).join(' ')))
  return [...hashes].sort((a, b) => a - b).slice(0, SKETCH)
}

/**
 * How much two samples have in common, 0 to 1: of the least hashes of both together, the share that both have.
 * Broder, "On the resemblance and containment of documents", 1997.
 */
export function resemblance(one: readonly number[], other: readonly number[]): number {
  if (one.length === 0 || other.length === 0) return 0
  let [at, beside, shared, seen] = [0, 0, 0, 0]
  while (seen < SKETCH && (at < one.length || beside < other.length)) {
    const [a, b] = [one[at] ?? Number.POSITIVE_INFINITY, other[beside] ?? Number.POSITIVE_INFINITY]
    if (a <= b) at += 1
    if (b <= a) beside += 1
    shared += Number(a === b)
    seen += 1
  }
  return shared / seen
}

const keyOf = (text: string) => hashOf(text).toString(36)

// FNV-1a, 32 bits: read by nothing but this.
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

function isLinks(html: string, host: string, words: number): boolean {
  let links = 0
  for (const [, address = ''] of html.slice(0, 20 * READ_MOST).matchAll(LINK)) if (!sameSite(hostOf(address), host)) links += 1
  return links >= LINKS_LEAST && words / links < WORDS_A_LINK
}

const hostOf = (address: string) => (URL.parse(address)?.hostname ?? '').replace(/^www\./, '')
const sameSite = (one: string, other: string) => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
