// What a robots.txt says to us: its groups, its longest match, its spellings, by RFC 9309 (pure).

export type RobotsRules = Readonly<{
  rules: readonly Readonly<{ allow: boolean; path: string }>[]
  sitemaps: readonly string[]
  /** milliseconds; 0 where it says nothing */
  delayMs: number
}>

const READ_CHARACTERS = 512 * 1024 // the RFC asks for 500 KiB at least
const LONGEST_PATH = 2048 // a longer one matches no address that is fetched
const MOST_RULES = 2_500 // no real file has so many for everybody; matching them all takes some 40 ms at worst
const MOST_SITEMAPS = 50
const DAY_MS = 86_400_000
const LINE = /^\s*([a-z-]+)\s*:\s*([^#]*)/i

/** The rules for the crawler named `product` (one word), else those for everybody; an unreadable file has none. */
export function robotsRulesOf(text: string, product: string): RobotsRules {
  const own: RobotsRules['rules'][number][] = []
  const everybodys: RobotsRules['rules'][number][] = []
  const sitemaps: string[] = []
  const delays = { own: 0, everybodys: 0 }
  let named = false
  let group = { own: false, everybody: false, open: false }
  for (const [key, value] of linesOf(text)) {
    if (key === 'user-agent') {
      // Lines of agents that follow each other share one group, whatever else than rules stands between them.
      const before = group.open ? group : { own: false, everybody: false }
      const forUs = productOf(value) === product.toLowerCase()
      group = { own: before.own || forUs, everybody: before.everybody || value === '*', open: true }
      named ||= forUs
    } else if (key === 'allow' || key === 'disallow') {
      group.open = false
      const list = group.own ? own : everybodys
      if (!(group.own || (group.everybody && !named)) || !/^[/*]/.test(value) || value.length > LONGEST_PATH) continue
      if (list.length < MOST_RULES) list.push({ allow: key === 'allow', path: plainPath(value) })
    } else if (key === 'crawl-delay') {
      // The RFC does not know it: it ends no group, so of several that ran together the first counts.
      if (group.own) delays.own ||= delayOf(value)
      else if (group.everybody) delays.everybodys ||= delayOf(value)
    } else if (key === 'sitemap' && sitemaps.length < MOST_SITEMAPS && URL.canParse(value)) sitemaps.push(value)
  }
  return { rules: named ? own : everybodys, sitemaps, delayMs: named ? delays.own : delays.everybodys }
}

/** Seconds, whole or not; a day at most. */
function delayOf(value: string): number {
  return /^\d{1,6}(?:\.\d{1,3})?$/.test(value) ? Math.min(DAY_MS, Math.round(Number(value) * 1000)) : 0
}

function* linesOf(text: string): Generator<readonly [key: string, value: string]> {
  for (const line of text
    .slice(0, READ_CHARACTERS)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)) {
    const [, key, value] = LINE.exec(line) ?? []
    if (key !== undefined && value !== undefined) yield [key.toLowerCase(), value.trim()]
  }
}

/** `Border-Brief/1.0 (x)` → `border-brief` */
function productOf(agent: string): string {
  return /^[a-z_-]+/i.exec(agent)?.[0].toLowerCase() ?? ''
}

/** Whether a page may be fetched: the longest rule that matches decides, and of equally long ones the one that allows. */
export function allows(rules: RobotsRules['rules'], url: URL): boolean {
  const path = plainPath(`${url.pathname}${url.search}`)
  let best = { length: -1, allow: true }
  for (const rule of rules) {
    const { length } = rule.path
    const better = length > best.length || (length === best.length && rule.allow && !best.allow)
    if (better && matches(rule.path, path)) best = { length, allow: rule.allow }
  }
  return best.allow
}

/** A pattern's pieces between its stars, each found as early as it can be: no way back, so no pattern takes long. `$` at the end means the end. */
function matches(pattern: string, path: string): boolean {
  const toEnd = pattern.endsWith('$')
  const pieces = (toEnd ? pattern.slice(0, -1) : pattern).split('*')
  const [first = '', ...others] = pieces
  if (!path.startsWith(first)) return false
  const last = toEnd ? others.pop() : undefined
  if (toEnd && last === undefined) return path === first
  let at = first.length
  for (const piece of others) {
    const found = path.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return last === undefined || (path.endsWith(last) && path.length - last.length >= at)
}

const NEEDS_A_LOOK = /[^\x21-\x24\x26-\x7e]/
const ESCAPED = /%([0-9a-f]{2})/gi
const UNRESERVED = /[A-Za-z0-9._~-]/

/** One spelling per path: what needs escaping is escaped, in capitals, and what needs none is not. */
function plainPath(path: string): string {
  if (!NEEDS_A_LOOK.test(path)) return path
  const escaped = path.replace(/[^\x21-\x7e]+/gu, (part) => encodeURIComponent(part.toWellFormed()))
  return escaped.replace(ESCAPED, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return UNRESERVED.test(character) ? character : whole.toUpperCase()
  })
}
