// Namespaces of feeds → one short prefix each, whatever prefix or spelling a feed declares them by (pure).

const PREFIXES: Readonly<Record<string, string>> = {
  'www.w3.org/2005/atom': '',
  'purl.org/atom/ns#': '',
  'example.com/newformat#': '',
  'example.com/necho': '',
  'purl.org/echo': '',
  'uri/of/echo/namespace#': '',
  'purl.org/rss/1.0': '',
  'purl.org/net/rss1.1#': '',
  'my.netscape.com/rdf/simple/0.9': '',
  'my.netscape.com/publish/formats/rss-0.91.dtd': '',
  'channel.netscape.com/rdf/simple/0.9': '',
  'backend.userland.com/rss': '',
  'backend.userland.com/rss2': '',
  'backend.userland.com/rss091': '',
  'backend.userland.com/rss092': '',
  'blogs.law.harvard.edu/tech/rss': '',
  'www.rssboard.org/rss-specification': '',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'purl.org/rss/1.0/modules/content': 'content',
  'search.yahoo.com/mrss': 'media',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'example.com/dtds/podcast-1.0.dtd': 'itunes',
  'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'www.w3.org/1999/xhtml': 'xhtml',
  'www.w3.org/xml/1998/namespace': 'xml',
  'www.sitemaps.org/schemas/sitemap/0.9': '',
  'www.google.com/schemas/sitemap/0.84': '',
  'www.google.com/schemas/sitemap-news/0.9': 'news',
}
/** Prefixes by their everyday meaning, for feeds that forget to declare them or declare a mistyped address. */
const USUAL: Readonly<Record<string, string>> = {
  atom: '',
  atom10: '',
  rss: '',
  dc: 'dc',
  dcterms: 'dcterms',
  content: 'content',
  media: 'media',
  itunes: 'itunes',
  feedburner: 'feedburner',
  rdf: 'rdf',
  xhtml: 'xhtml',
  xml: 'xml',
  news: 'news',
}

/** Declared prefixes of an element and those around it; the default namespace is under ''. */
export type Scope = Readonly<Record<string, string>>

// A feed says the same few names thousands of times.
const known = new WeakMap<Scope, Map<string, string>>()
const MOST_NAMES = 500

/** The scope inside an element, given its attributes by their raw names. */
export function scopeWithin(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let scope = outer
  for (const name in attributes) {
    if (!name.startsWith('xmlns') || (name !== 'xmlns' && name[5] !== ':')) continue
    const uri = attributes[name] ?? ''
    if (scope === outer) scope = { ...outer }
    ;(scope as Record<string, string>)[name.slice(6)] = uri
  }
  return scope
}

/** `dc:creator` for a name of a known namespace, `title` for those of RSS and Atom themselves, `?:name` for all others; lower case. */
export function plainName(raw: string, scope: Scope): string {
  const names = known.get(scope) ?? new Map<string, string>()
  if (names.size === 0) known.set(scope, names)
  const held = names.get(raw)
  if (held !== undefined) return held
  const name = withPrefix(raw, scope)
  if (names.size < MOST_NAMES) names.set(raw, name)
  return name
}

function withPrefix(raw: string, scope: Scope): string {
  const colon = raw.indexOf(':')
  const prefix = colon < 0 ? '' : raw.slice(0, colon)
  const local = raw.slice(colon + 1).toLowerCase()
  const short = prefixOf(prefix, scope)
  return short === '' ? local : `${short}:${local}`
}

function prefixOf(prefix: string, scope: Scope): string {
  const uri = Object.hasOwn(scope, prefix) ? scope[prefix] : undefined
  const short = uri === undefined ? undefined : PREFIXES[folded(uri)]
  if (short !== undefined) return short
  // An element without a prefix is the feed's own, whatever default its maker thought up.
  return prefix === '' ? '' : (USUAL[prefix.toLowerCase()] ?? '?')
}

function folded(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
}
