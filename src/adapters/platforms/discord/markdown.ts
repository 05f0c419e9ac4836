// Plain text and links as Discord markdown that shows exactly that text, cut only where a reader would pause (pure).
import type { Inline } from '../../../domain/document.ts'

const MAX_LABEL = 200
const MAX_URL = 1_000
// Discord's client takes a backslash before any of these as "show the next character".
const SPECIAL = /[\\`*_~|>#\-+[\]()<@:]/g
// "1." where a line may begin would become a list; a leaf may begin a line, so its own start counts too.
const ORDINAL = /(^|\n)([^\S\n]*\d*)\./g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F]/g
const MARK = { strong: '**', emphasis: '*' } as const

/** Text as it can be sent: one kind of line end, no control characters, no half surrogates. */
export function cleanText(text: string): string {
  // Half surrogates first: two of them must not become a character when what stands between them goes.
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROL, '')
}

/** Markdown that shows exactly `text`: every character that could mean something is escaped, once. */
export function escapeMarkdown(text: string): string {
  return cleanText(text).replace(SPECIAL, '\\$&').replace(ORDINAL, '$1$2\\.')
}

/** On one line, for places where a line end would end the construct (heading, small print, label). */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/** Inlines as markdown. */
export function inlineMarkdown(inlines: readonly Inline[]): string {
  let out = ''
  let afterMark = false
  for (const inline of inlines) {
    const marked: string =
      inline.kind === 'link' ? linkMarkdown(inline.text, inline.url) : (channelMention(inline) ?? styled(inline.text, inline.style))
    // Two marks side by side would read as another mark, so the second leaf goes without.
    const piece: string = afterMark && marked.startsWith('*') ? escapeMarkdown(inline.text) : marked
    if (piece === '') continue
    out += piece
    afterMark = inline.kind === 'text' && piece !== escapeMarkdown(inline.text) && piece.endsWith('*')
  }
  return out
}

/** Discord shows a channel by its name of today to those who may see it. */
function channelMention({ channel }: Extract<Inline, { kind: 'text' }>): string | null {
  return channel !== undefined && /^\d{5,20}$/.test(channel) ? `<#${channel}>` : null
}

function styled(text: string, style: 'strong' | 'emphasis' | undefined): string {
  if (style === undefined) return escapeMarkdown(text)
  const mark = MARK[style]
  const line = (whole: string) => {
    const core = whole.trim()
    if (core === '') return whole
    const from = whole.indexOf(core)
    return whole.slice(0, from) + mark + escapeMarkdown(core) + mark + whole.slice(from + core.length)
  }
  return cleanText(text).split('\n').map(line).join('\n')
}

function linkMarkdown(label: string, url: string): string {
  const safe = safeUrl(url)
  return safe === null ? escapeMarkdown(oneLine(label)) : `[${escapeMarkdown(oneLine(label))}](<${safe}>)`
}

/** An http(s) address encoded so that it cannot end the link it stands in; null when there is none that could be shown. */
export function safeUrl(url: string): string | null {
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.hostname.startsWith('[')) return null
  if (parsed.username !== '' || parsed.password !== '') return null
  const whole = encode(parsed.href)
  if (whole.length <= MAX_URL) return whole
  // The words in the page (`#:~:text=`) are what makes an address long; the page itself is better than no link.
  parsed.hash = ''
  const page = encode(parsed.href)
  return page.length <= MAX_URL ? page : null
}

function encode(href: string): string {
  return href.replace(/[\\<>()[\]{}"'`|^*\s]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

/** The same inlines with every link in a form that Discord's link syntax carries. */
export function plainLabels(inlines: readonly Inline[]): readonly Inline[] {
  return inlines.flatMap((inline): readonly Inline[] => {
    if (inline.kind === 'text') return [inline]
    const label = oneLine(inline.text)
    if (label === '') return [{ ...inline, text: URL.parse(inline.url)?.hostname || 'link' }]
    // Discord pairs brackets in a label whether escaped or not, so such a label stands before its link instead.
    if (label.length <= MAX_LABEL && !/[[\]]/.test(label)) return [inline]
    if (safeUrl(inline.url) === null) return [{ kind: 'text', text: label }]
    return [
      { kind: 'text', text: `${label} (` },
      { ...inline, text: 'open' },
      { kind: 'text', text: ')' },
    ]
  })
}

/** Cuts inlines into parts of at most `limit` characters of markdown each: between sentences, else words, else characters. */
export function splitInlines(inlines: readonly Inline[], limit: number): readonly (readonly Inline[])[] {
  const carried = plainLabels(inlines)
  if (inlineMarkdown(carried).length <= limit) return [carried]
  const parts: Inline[][] = []
  let part: Inline[] = []
  let used = 0
  for (const atom of carried.flatMap((inline) => atoms(inline, limit))) {
    const length = inlineMarkdown([atom]).length
    if (part.length > 0 && used + length > limit) {
      parts.push(part)
      part = []
      used = 0
    }
    const last = part.at(-1)
    if (last?.kind === 'text' && atom.kind === 'text' && last.style === atom.style && last.channel === atom.channel)
      part.splice(-1, 1, { ...last, text: last.text + atom.text })
    else part.push(atom)
    used += length
  }
  return part.length > 0 ? [...parts, part] : parts
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' })

function atoms(inline: Inline, limit: number): readonly Inline[] {
  if (inline.kind === 'link') return [inline]
  const fits = (text: string) => inlineMarkdown([{ ...inline, text }]).length <= limit
  const sentences = [...SENTENCES.segment(cleanText(inline.text))].map((s) => s.segment)
  const words = sentences.flatMap((sentence) => (fits(sentence) ? [sentence] : (sentence.match(/\s*\S+\s*/g) ?? [])))
  return words.flatMap((word) => (fits(word) ? [word] : slices(word, limit))).map((text) => ({ ...inline, text }))
}

// Escaping at most doubles a text, and a mark takes at most four characters.
function slices(word: string, limit: number): readonly string[] {
  const size = Math.floor((limit - 4) / 4)
  const characters = [...word]
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, i) => characters.slice(i * size, (i + 1) * size).join(''))
}
