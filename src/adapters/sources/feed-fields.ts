// Which element of which dialect says what, and drafts of a feed and its entries while they are read (pure).
import type { FeedLink, FeedPerson, FeedText } from './feed-content.ts'

/** What an element's text is kept as; the earlier of two names for one thing wins, whatever their order in the feed. */
export const FIELDS: Readonly<Record<string, readonly [field: string, rank: number]>> = {
  title: ['title', 0],
  'dc:title': ['title', 1],
  'media:title': ['title', 2],
  'itunes:title': ['title', 2],
  summary: ['summary', 0],
  description: ['summary', 1],
  subtitle: ['summary', 1],
  tagline: ['summary', 1],
  abstract: ['summary', 1],
  'dc:description': ['summary', 2],
  'dcterms:abstract': ['summary', 2],
  'itunes:summary': ['summary', 3],
  'media:description': ['summary', 3],
  'itunes:subtitle': ['summary', 4],
  content: ['content', 0],
  'content:encoded': ['content', 0],
  fullitem: ['content', 0],
  'xhtml:body': ['content', 0],
  body: ['content', 0],
  'xhtml:div': ['content', 0],
  info: ['summary', 5],
  'feedburner:browserfriendly': ['summary', 6],
  id: ['id', 0],
  guid: ['id', 0],
  'dc:identifier': ['id', 1],
  published: ['published', 0],
  issued: ['published', 1],
  pubdate: ['published', 1],
  'dcterms:issued': ['published', 2],
  'dcterms:available': ['published', 3],
  updated: ['updated', 0],
  modified: ['updated', 1],
  lastbuilddate: ['updated', 1],
  'dcterms:modified': ['updated', 2],
  'dc:date': ['updated', 3],
  created: ['created', 0],
  'dcterms:created': ['created', 1],
  'dc:date.created': ['created', 2],
  language: ['language', 0],
  'dc:language': ['language', 1],
  link: ['link', 0],
  'feedburner:origlink': ['link', 0],
}

export const PERSONS: Readonly<Record<string, number>> = {
  author: 0,
  'dc:creator': 1,
  'dc:author': 1,
  managingeditor: 2,
  'itunes:author': 3,
}

/** Parts of a feed with titles, links and texts of their own, which are not the feed's. */
export const APART = new Set([
  'image',
  'textinput',
  'cloud',
  'contributor',
  'itunes:owner',
  'itunes:image',
  'skiphours',
  'skipdays',
  'media:credit',
  'media:text',
  'media:comments',
  'logo',
  'icon',
  'rdf:items',
])

export const ENTRIES = new Set(['item', 'entry'])

export type Ranked = { rank: number; value: FeedText | null }
export type Draft = {
  texts: Map<string, Ranked>
  lines: Map<string, { rank: number; value: string }>
  contents: FeedText[]
  links: FeedLink[]
  persons: { rank: number; person: FeedPerson }[]
  origin: { name: string | null; url: string | null } | null
  guidLink: string | null
  language: string | null
  fields: number
  isCut: boolean
}

export function newDraft(language: string | null): Draft {
  return {
    texts: new Map(),
    lines: new Map(),
    contents: [],
    links: [],
    persons: [],
    origin: null,
    guidLink: null,
    language,
    fields: 0,
    isCut: false,
  }
}

const EMAIL = /[\w.+'&%-]{1,80}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/

/** `me@example.com (Jane Roe)`, `Jane Roe <me@example.com>`, a name or an address alone. */
export function personIn(words: string): FeedPerson | null {
  const line = words.replace(/\s+/g, ' ').trim().slice(0, 500)
  if (line === '') return null
  const email = EMAIL.exec(line)?.[0] ?? null
  if (email === null)
    return /^https?:\/\/\S+$/i.test(line) ? { name: null, email: null, url: line } : { name: line, email: null, url: null }
  const rest = line.replace(email, '').replace(/mailto:|\(\s*\)|<\s*>|\[\s*\]/gi, '').trim() // biome-ignore format: one step
  const name = rest.replace(/^[(<[]+|[)>\]]+$/g, '').trim()
  return { name: name === '' ? null : name, email, url: null }
}

/** The page an entry is about: an alternate that is a page, else the first alternate. */
export function mainLink(links: readonly FeedLink[]): string | null {
  const alternates = links.filter(({ rel }) => rel === 'alternate')
  return (alternates.find(({ type }) => type === null || /html/i.test(type)) ?? alternates[0])?.href ?? null
}
