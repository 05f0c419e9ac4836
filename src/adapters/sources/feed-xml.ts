// RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF → one shape, in one pass over the elements (pure).
import { type Capture, captureTag, capturedText, captureText, startCapture } from './feed-capture.ts'
import { type Dialect, FEED_LIMITS, type Feed, type FeedEntry, type FeedPerson, type ParsedFeed } from './feed-content.ts'
import { readFeedDate } from './feed-dates.ts'
import { APART, type Draft, ENTRIES, FIELDS, mainLink, newDraft, PERSONS, personIn } from './feed-fields.ts'
import { languageWithin, readXml, type XmlElement, type XmlStart } from './xml-stream.ts'

const ENTRY_TAG = /<(?:[A-Za-z]\w{0,20}:)?(?:item|entry)[\s/>]/gi
const DIALECTS: Readonly<Record<string, Dialect>> = {
  rss: 'rss',
  'rdf:rdf': 'rdf',
  feed: 'atom',
  channel: 'cdf',
  item: 'rss',
  entry: 'atom',
}
const CONTAINERS = new Set(['rss', 'rdf:rdf', 'feed', 'channel', 'media:group', 'media:content'])
const OTHER_ROOTS: Readonly<Record<string, string>> = {
  html: 'it is a web page, not a feed',
  opml: 'it is a list of feeds, not a feed',
  urlset: 'it is a sitemap, not a feed',
  sitemapindex: 'it is a list of sitemaps, not a feed',
}

/** Reads a feed's text; tags that do not match and fields that make no sense are passed over. Never throws. */
export function parseXmlFeed(xml: string, start: XmlStart): ParsedFeed {
  const reader = new FeedReader(start)
  const read = readXml(xml, reader, start)
  if (read.kind === 'rejected') return read
  // What lies beyond the last entry read is only counted.
  const beyond = read.end < xml.length ? (xml.slice(read.end).match(ENTRY_TAG)?.length ?? 0) : 0
  return reader.result(beyond)
}

type Person = { name: string; email: string; url: string; words: string; rank: number; element: XmlElement }

class FeedReader {
  private readonly feed: Draft
  private entry: Draft | null = null
  private readonly entries: FeedEntry[] = []
  private isFull = false
  private dialect: Dialect | null = null
  private other: string | null = null
  private capture: Capture | null = null
  private person: Person | null = null
  private apart: XmlElement | null = null
  private origin: XmlElement | null = null

  constructor(start: XmlStart) {
    this.feed = newDraft(start.language)
  }

  open(element: XmlElement): void {
    if (this.apart) return
    if (this.capture) captureTag(this.capture, element, false)
    else this.openOwn(element)
  }

  private openOwn(element: XmlElement): void {
    const { name } = element
    this.noteRoot(element)
    if (ENTRIES.has(name) && !this.entry) this.openEntry(element)
    else if (this.target.fields > FEED_LIMITS.fields) this.target.isCut = true
    else if (APART.has(name)) this.apart = element
    else if (this.person || this.origin) this.capture = startCapture(element, name)
    else if (name === 'source') this.openOrigin(element)
    else if (Object.hasOwn(PERSONS, name)) this.person = { name: '', email: '', url: '', words: '', rank: PERSONS[name] ?? 0, element }
    else if (!CONTAINERS.has(name) && FIELDS[name]) this.capture = startCapture(element, name)
    else if (name === 'enclosure' || name === 'media:content') this.addLink(element, 'enclosure', element.attributes['url'])
  }

  text(text: string): void {
    if (this.apart) return
    if (this.capture) captureText(this.capture, text)
    else if (this.person) this.person.words += text
    else if (this.origin && this.target.origin) this.target.origin.name = `${this.target.origin.name ?? ''}${text}`
  }

  close(element: XmlElement): void {
    if (this.apart) {
      if (this.apart === element) this.apart = null
    } else if (this.capture) {
      if (this.capture.element === element) this.closeCapture(this.capture)
      else captureTag(this.capture, element, true)
    } else if (this.person?.element === element) this.closePerson(this.person)
    else if (this.origin === element) this.origin = null
    else if (this.entry && ENTRIES.has(element.name)) this.closeEntry(this.entry)
  }

  hasEnough(): boolean {
    return this.isFull
  }

  result(beyond: number): ParsedFeed {
    if (this.dialect === null)
      return { kind: 'rejected', reason: this.other ?? 'it is not a feed that can be read (RSS, Atom, RDF or JSON)' }
    const { feed } = this
    const { summary: about, ...rest } = finished(feed, this.isAtom)
    const whole: Feed = {
      dialect: this.dialect,
      ...rest,
      about,
      entries: this.entries,
      beyond,
    }
    return { kind: 'feed', feed: whole }
  }

  private get target(): Draft {
    return this.entry ?? this.feed
  }

  private get isAtom(): boolean {
    return this.dialect === 'atom'
  }

  private noteRoot({ name, language, attributes }: XmlElement): void {
    if (this.dialect !== null) {
      // What stands on the channel is the channel's.
      if (name === 'channel' && !this.entry) this.feed.language = language ?? this.feed.language
      return
    }
    this.dialect = DIALECTS[name] ?? null
    if (this.dialect === null) this.other ??= OTHER_ROOTS[name] ?? null
    else if (this.other !== null) this.dialect = null
    this.feed.language = language ?? this.feed.language
    if (this.dialect === 'cdf') this.noteCdf(this.feed, attributes)
  }

  private openEntry(element: XmlElement): void {
    if (this.entries.length >= FEED_LIMITS.entries) {
      this.isFull = true
      return
    }
    this.entry = newDraft(element.language)
    const about = element.attributes['rdf:about'] ?? element.attributes['about']
    if (about) this.setLine(this.entry, 'id', 5, about)
    if (this.dialect === 'cdf') this.noteCdf(this.entry, element.attributes)
  }

  private noteCdf(draft: Draft, { href, lastmod }: XmlElement['attributes']): void {
    if (href) draft.links.push({ href, rel: 'alternate', type: null })
    if (lastmod) this.setLine(draft, 'updated', 0, lastmod)
  }

  private closeEntry(entry: Draft): void {
    this.entry = null
    this.entries.push(entryOf(entry, this.feed, this.isAtom))
  }

  private openOrigin(element: XmlElement): void {
    this.origin = element
    this.target.origin ??= { name: null, url: element.attributes['url'] ?? null }
  }

  private addLink(element: XmlElement, rel: string, address: string | undefined): void {
    const href = address?.trim()
    // An empty one is the address of the document itself, where that is known.
    if (
      href === undefined ||
      (href === '' && (element.base === null || element.attributes['href'] === undefined)) ||
      this.target.links.length >= FEED_LIMITS.fields
    )
      return
    const type = element.attributes['type']?.trim() || null
    this.target.links.push({ href: resolved(href, element.base), rel: rel.trim().toLowerCase(), type })
  }

  private setLine(draft: Draft, field: string, rank: number, value: string): void {
    const held = draft.lines.get(field)
    const words = value.trim()
    if (words !== '' && (!held || rank < held.rank)) draft.lines.set(field, { rank, value: words })
  }

  private closeCapture(capture: Capture): void {
    this.capture = null
    if (this.person) this.notePersonPart(this.person, capture)
    else if (this.origin) this.noteOriginPart(capture)
    else this.noteField(this.target, capture)
  }

  private noteField(draft: Draft, capture: Capture): void {
    draft.fields += 1
    draft.isCut ||= capture.isCut
    const [field = '', rank = 0] = FIELDS[capture.element.name] ?? []
    if (field === 'link') this.noteLink(draft, capture)
    else if (field === 'id') this.noteId(draft, capture, rank)
    else if (['published', 'updated', 'created'].includes(field)) this.noteDate(draft, field, rank, capture.plain)
    else if (field === 'language') this.setLine(draft, field, rank, capture.plain)
    else this.noteText(draft, field, rank, capture)
  }

  private noteDate(draft: Draft, field: string, rank: number, words: string): void {
    const date = readFeedDate(words)
    // Of two updates the later written is the feed's last word.
    if (date !== null && rank === (draft.lines.get(field)?.rank ?? rank)) draft.lines.set(field, { rank, value: date })
    else if (date !== null) this.setLine(draft, field, rank, date)
  }

  private noteText(draft: Draft, field: string, rank: number, capture: Capture): void {
    const text = capturedText(capture, this.isAtom)
    if (text === null) return
    if (field === 'content') draft.contents.push(text)
    else this.setText(draft, field, rank, text)
  }

  private setText(draft: Draft, field: string, rank: number, value: NonNullable<ReturnType<typeof capturedText>>): void {
    const held = draft.texts.get(field)
    // A summary beside a description: the longer of the two is what the entry says.
    if (held?.value && field === 'summary' && this.entry && rank === 1 && held.rank === 0) draft.contents.push(value)
    else if (held?.value && field === 'summary' && this.entry && rank === 0 && held.rank === 1) draft.contents.push(held.value)
    if (!held || rank < held.rank) draft.texts.set(field, { rank, value })
  }

  private noteLink(draft: Draft, { element, plain }: Capture): void {
    const { href, rel } = element.attributes
    if (element.name === 'feedburner:origlink') draft.links.unshift({ href: resolved(plain, element.base), rel: 'alternate', type: null })
    else this.addLink(element, rel ?? 'alternate', href ?? plain)
  }

  private noteId(draft: Draft, { element, plain }: Capture, rank: number): void {
    this.setLine(draft, 'id', rank, element.name === 'id' && plain.trim().startsWith('/') ? resolved(plain, element.base) : plain)
    const isLink = element.name === 'guid' && element.attributes['ispermalink']?.toLowerCase() !== 'false'
    if (isLink && plain.trim() !== '') draft.guidLink ??= resolved(plain, element.base)
  }

  private notePersonPart(person: Person, { element: { name, base, attributes }, plain }: Capture): void {
    const words = plain.trim()
    if (name === 'name' || name === 'foaf:name' || name === '?:name') person.name ||= words
    else if (name === 'email') person.email ||= words
    else if (['uri', 'url', 'homepage'].includes(name)) person.url ||= resolved(words || (attributes['href'] ?? ''), base)
  }

  private noteOriginPart({ element, plain }: Capture): void {
    const origin = this.target.origin
    if (!origin) return
    if (element.name === 'title') origin.name = plain.trim() || null
    else if (element.name === 'link' && (element.attributes['rel'] ?? 'alternate') === 'alternate')
      origin.url ??= resolved(element.attributes['href'] ?? plain, element.base)
  }

  private closePerson(person: Person): void {
    this.person = null
    this.target.fields += 1
    const inWords = personIn(person.words)
    const named = personIn(person.name)
    const found: FeedPerson = {
      name: named?.name ?? (person.name === '' ? (inWords?.name ?? null) : null),
      email: person.email || (named?.email ?? inWords?.email ?? null),
      url: person.url || (inWords?.url ?? null),
    }
    if (found.name === null && found.email === null && found.url === null) return
    if (this.target.persons.length < FEED_LIMITS.fields) this.target.persons.push({ rank: person.rank, person: found })
  }
}

function resolved(address: string, base: string | null): string {
  const trimmed = address.trim()
  return (base === null ? null : URL.parse(trimmed, base)?.href) ?? trimmed
}

const textOf = (draft: Draft, field: string) => draft.texts.get(field)?.value ?? null
const lineOf = (draft: Draft, field: string) => draft.lines.get(field)?.value ?? null

function finished(draft: Draft, isAtom: boolean) {
  const best = Math.min(...draft.persons.map(({ rank }) => rank))
  const link = mainLink(draft.links) ?? draft.guidLink
  const links =
    draft.links.length === 0 && draft.guidLink !== null && !isAtom ? [{ href: draft.guidLink, rel: 'alternate', type: null }] : draft.links
  return {
    id: lineOf(draft, 'id'),
    title: textOf(draft, 'title'),
    summary: textOf(draft, 'summary'),
    link,
    links,
    published: lineOf(draft, 'published'),
    updated: lineOf(draft, 'updated'),
    created: lineOf(draft, 'created'),
    authors: draft.persons.filter(({ rank }) => rank === best).map(({ person }) => person),
    language: languageWithin(draft.language, lineOf(draft, 'language') ?? undefined) ?? draft.language,
  }
}

function entryOf(entry: Draft, feed: Draft, isAtom: boolean): FeedEntry {
  const whole = finished(entry, isAtom)
  const origin = entry.origin && { name: entry.origin.name?.trim() || null, url: entry.origin.url }
  return {
    ...whole,
    language: whole.language ?? lineOf(feed, 'language') ?? feed.language,
    contents: entry.contents,
    origin,
    isCut: entry.isCut,
  }
}
