// `---` front matter on top of a text: one `key: value` a line, read into the fields of a RawArticle (pure).
import type { RawArticle } from '../../domain/article.ts'

const BLOCK = /^\s*---[ \t]*\r?\n([\s\S]{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)/
const PAIR = /^([A-Za-z][\w -]{0,30}?)\s*:\s*(.*)$/
// Other tools write other names for the same things.
const FIELDS: Readonly<Record<string, keyof RawArticle>> = {
  id: 'id',
  about: 'about',
  kind: 'kind',
  publisher: 'publisher',
  agency: 'agency',
  author: 'author',
  authors: 'author',
  headline: 'headline',
  title: 'headline',
  publishedat: 'publishedAt',
  published: 'publishedAt',
  date: 'publishedAt',
  url: 'url',
  link: 'url',
  language: 'language',
  lang: 'language',
}

/** Splits front matter from the text below it; a block with a line that is no pair is text. Empty values, `null` and `~` say nothing. */
export function readFrontMatter(source: string): Readonly<{ fields: RawArticle; text: string }> {
  const block = BLOCK.exec(source)
  const lines = (block?.[1] ?? '').split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'))
  if (!block || lines.some((line) => !PAIR.test(line) && !/^\s+\S|^-\s/.test(line))) return { fields: {}, text: source }
  const fields: Record<string, string> = {}
  for (const line of lines) {
    const [, key = '', value = ''] = PAIR.exec(line) ?? []
    const field = FIELDS[key.toLowerCase().replaceAll(/[ _-]/g, '')]
    const said = plainValue(value)
    if (field !== undefined && said !== '') fields[field] ??= said
  }
  return { fields: withKind(fields), text: source.slice(block[0].length) }
}

function plainValue(value: string): string {
  const trimmed = value.trim()
  const quoted = /^(["'])(.*)\1$/.exec(trimmed)?.[2]
  if (quoted !== undefined) return quoted
  return /^(?:null|~|none)$/i.test(trimmed) ? '' : trimmed
}

function withKind({ kind, ...fields }: Readonly<Record<string, string>>): RawArticle {
  return { ...fields, kind: kind === 'abstract' ? 'abstract' : 'original' }
}
