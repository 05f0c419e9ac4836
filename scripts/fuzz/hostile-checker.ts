// Looks at what people would be shown, knowing only the articles and the wording of the bot's own frame: no address, mention, markup or word of anybody else's (pure).
import { parseDocument } from 'htmlparser2'

export type Known = Readonly<{
  /** text of every article, by id */
  articles: ReadonlyMap<string, string>
  /** the only addresses that may be shown, without what follows # */
  addresses: ReadonlySet<string>
  /** every word that may be shown, in small letters */
  words: ReadonlySet<string>
}>

export type Quoted = Readonly<{
  text: string
  citations: readonly Readonly<{ articleId: string; start: number; end: number; quote: string }>[]
}>

const WORD = /[\p{L}\p{M}\p{N}]+/gu
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]|[\ufe00-\ufe0f]|\p{M}{3,}/u
const ADDRESS = /[a-z]+:\/\/\S+|\bwww\.\S+|\b(?:javascript|data|mailto):\S+|\/\/[a-z]\S*/giu

export const wordsOf = (text: string): readonly string[] => [...text.matchAll(WORD)].map(([word]) => word.toLowerCase())

/** What is wrong with a claim: its quotes are slices of the articles, and its words stand in the first quote in their order. */
export function claimFaults({ text, citations }: Quoted, { articles }: Known): readonly string[] {
  const faults = citations.flatMap(({ articleId, start, end, quote }) =>
    articles.get(articleId)?.slice(start, end) === quote ? [] : [`quote is no slice of ${articleId}`],
  )
  const held = [...(citations[0]?.quote ?? '').matchAll(/\S+/g)].map(([token]) => bare(token))
  let at = 0
  for (const [token] of text.matchAll(/\S+/g)) {
    const found = held.indexOf(bare(token), at)
    if (found < 0) return [...faults, `“${token}” is not in the cited passage, or not in this order`]
    at = found + 1
  }
  return faults
}

export type QuotedGroup = Readonly<{ heading: string | null; claims: readonly number[] }>

/** What is wrong with groups: every claim stands in one, in its place, and the words of a heading stand in one piece in every passage under it. */
export function groupFaults(groups: readonly QuotedGroup[], claims: readonly Quoted[]): readonly string[] {
  const places = groups.flatMap((group) => group.claims)
  const faults = places.join() === claims.map((_, at) => at).join() ? [] : [`groups hold claims ${places.join()} of ${claims.length}`]
  const headings = groups.flatMap(({ heading }) => heading ?? [])
  if (new Set(headings).size < headings.length) faults.push('a heading twice')
  for (const { heading, claims: under } of groups) {
    if (heading === null) continue
    const named = ` ${wordsOf(heading).join(' ')} `
    const holds = (at: number) => ` ${wordsOf(claims[at]?.citations[0]?.quote ?? '').join(' ')} `.includes(named)
    if (named.trim() === '' || !under.every(holds)) faults.push(`heading “${heading}” is not in every passage under it`)
  }
  return faults
}

// A segment may begin with a capital or end with another mark than it had.
const bare = (token: string) => token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%°]+$/gu, '').toLowerCase()

/** What is wrong with text that stands on a page as text. */
export function textFaults(text: string, { words, addresses }: Known): readonly string[] {
  const faults: string[] = []
  if (HIDDEN.test(text)) faults.push('hidden character')
  for (const [address] of text.matchAll(ADDRESS)) if (!addresses.has(withoutHash(address))) faults.push(`address ${address}`)
  const foreign = wordsOf(text.replace(ADDRESS, ' ')).filter((word) => !words.has(word))
  if (foreign.length > 0) faults.push(`words ${foreign.slice(0, 3).join(', ')}`)
  if (/@|&(?:lt|gt|amp|#)|<[!@#/a-z]/iu.test(text)) faults.push('mention or markup')
  return faults
}

const withoutHash = (address: string) => address.replace(/#.*$/su, '')

const SLACK_BLOCKS: ReadonlySet<string> = new Set(['header', 'rich_text', 'context', 'divider', 'actions'])
const SLACK_ELEMENTS: ReadonlySet<string> = new Set(['rich_text_section', 'rich_text_list', 'text', 'link', 'plain_text', 'button'])

/** Everything Slack is sent: only blocks and elements we know, texts that mean nothing, links we know, nothing unfurled. */
export function slackFaults(messages: readonly unknown[], known: Known): readonly string[] {
  return messages.flatMap((message) => {
    const { text, blocks, unfurl_links, unfurl_media } = fieldsOf(message)
    const faults = unfurl_links === false && unfurl_media === false ? [] : ['links may unfurl']
    if (/[<>]|&(?!amp;|lt;|gt;)/u.test(String(text))) faults.push('live markup in text')
    return [...faults, ...textFaults(unescaped(String(text)), known), ...slackNodeFaults(blocks, known, 0)]
  })
}

function slackNodeFaults(node: unknown, known: Known, depth: number): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((one) => slackNodeFaults(one, known, depth))
  const { type, text, url, value, elements, ...rest } = fieldsOf(node)
  const kinds = depth === 0 ? SLACK_BLOCKS : SLACK_ELEMENTS
  const faults = kinds.has(String(type)) ? [] : [`Slack ${String(type)}`]
  if (typeof text === 'string') faults.push(...textFaults(text, known))
  else if (text !== undefined) faults.push(...slackNodeFaults(text, known, depth + 1))
  if (url !== undefined && !known.addresses.has(withoutHash(String(url)))) faults.push(`address ${String(url)}`)
  if (value !== undefined && !/^(?:[a-z-]+|quote \d{1,2})$/.test(String(value))) faults.push(`button ${String(value)}`)
  if ('verbatim' in rest || 'mrkdwn' in rest) faults.push('Slack markup is read')
  return [...faults, ...(elements === undefined ? [] : slackNodeFaults(elements, known, depth + 1))]
}

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Everything Discord is sent: nothing pings, and once escapes, our own marks and known links are taken away no markup is left. */
export function discordFaults(messages: readonly unknown[], known: Known): readonly string[] {
  return messages.flatMap((message) => {
    const { allowed_mentions, components, content, embeds } = fieldsOf(message)
    const faults = JSON.stringify(allowed_mentions) === '{"parse":[],"replied_user":false}' ? [] : ['mentions may ping']
    if (content !== undefined || embeds !== undefined) faults.push('text outside of components')
    return [...faults, ...textsIn(components).flatMap((text) => markdownFaults(text, known))]
  })
}

function textsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn)
  const { content, label, components } = fieldsOf(node)
  return [...[content, label].filter((text) => typeof text === 'string'), ...(components === undefined ? [] : textsIn(components))]
}

function markdownFaults(markdown: string, known: Known): readonly string[] {
  const faults: string[] = []
  const shown: string[] = []
  for (const line of markdown.split('\n')) {
    const open = line
      .replace(/\\([^\p{L}\p{N}\s])/gu, (_, mark: string) => {
        shown.push(mark)
        return '\u0001'
      })
      .replace(/^(?:### |-# |- |\*\*\d+\.\*\* )/u, '')
      .replace(/\[([^[\]]*)\]\(<([^<>\s]+)>\)/gu, (_, label: string, url: string) => {
        if (!known.addresses.has(withoutHash(url))) faults.push(`address ${url}`)
        return label
      })
      .replace(/\*\*([^*]+)\*\*/gu, '$1')
    if (/[*_~`|<>[\]@#]|^\s*(?:[-+] |\d+\. )/u.test(open)) faults.push(`live markdown ${open.slice(0, 40)}`)
    faults.push(...textFaults(open.replaceAll('\u0001', ' '), known))
  }
  return shown.includes('@') || shown.includes('<') ? [...faults, 'mention or markup, though escaped'] : faults
}

const TAGS: Readonly<Record<string, readonly string[]>> = {
  div: ['class'],
  p: ['class'],
  h2: [],
  h3: [],
  b: ['class'],
  ul: ['class'],
  li: [],
  hr: [],
  a: ['href', 'rel'],
  strong: [],
  em: [],
  bdi: [],
  form: ['method', 'action'],
  input: ['type', 'name', 'value'],
  button: ['type'],
}

/** The web desk's page: only tags and attributes that we know, forms that ask here, links we know. */
export function htmlFaults(html: string, known: Known): readonly string[] {
  return htmlNodeFaults(parseDocument(html), known)
}

type HtmlNode = Readonly<{
  type: string
  name?: string
  data?: string
  attribs?: Readonly<Record<string, string>>
  children?: readonly unknown[]
}>

function htmlNodeFaults(node: unknown, known: Known): readonly string[] {
  const { type, name = '', data = '', attribs = {}, children = [] } = node as HtmlNode
  const below = children.flatMap((child) => htmlNodeFaults(child, known))
  if (type === 'root') return below
  if (type === 'text') return textFaults(data, known)
  const allowed = type === 'tag' ? TAGS[name] : undefined
  if (allowed === undefined) return [`HTML ${type} ${name}`, ...below]
  const faults = Object.keys(attribs).flatMap((attribute) => (allowed.includes(attribute) ? [] : [`HTML ${name} ${attribute}`]))
  const { href, action } = attribs
  if (href !== undefined && !known.addresses.has(withoutHash(href))) faults.push(`address ${href}`)
  if (action !== undefined && action !== '/ask#latest') faults.push(`form to ${action}`)
  return [...faults, ...below]
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {}
}
