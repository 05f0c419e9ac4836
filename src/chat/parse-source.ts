// `add https://…`, `remove https://…`, `sources keep …` → a command about a source (pure).
import type { SourceKind } from '../domain/source.ts'

export type SourceCommand =
  | Readonly<{ kind: 'add-source'; url: string; as: SourceKind | null }>
  /** by address or by name */
  | Readonly<{ kind: 'remove-source' | 'keep-source'; named: string }>
  | Readonly<{ kind: 'mend'; text: string }>

const ADD = /^add\s+(?:(?:the|a|this|new)\s+)?(?:(source|feed|page|site|article|sitemap)\s*:?\s+)?(\S+)$/iu
const REMOVE = /^(?:remove|delete|drop)\s+(?:the\s+)?(?:(source|feed|page|site|sitemap)\s*:?\s+)?(.+)$/iu
const KEEP = /^(?:sources?\s+keep|keep\s+(?:the\s+)?(?:source|feed|site|sitemap)\s*:?)\s+(.+)$/iu
// Slack writes an address as <https://news.example|news.example>.
const ADDRESS =
  /^<?((?:https?:\/\/)?(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}-]{2,}(?::\d{1,5})?(?:[/?#][^\s>|]*)?|https?:\/\/[^\s>|]+)(?:\|[^>]*)?>?$/iu
const LONGEST = 2_000
const FORM = 'Write “add” and the address of a feed, a sitemap, a site that has one, or one article: add https://news.example/feed.'

/** Null for what is about no source. */
export function sourceCommand(said: string): SourceCommand | null {
  const text = said.replace(/^(?:sources?|feeds?)\s+(add|remove|delete|drop)\b/iu, '$1 source').trim()
  if (/^add(?:\s+(?:a\s+)?(?:source|feed|page|site|sitemap))?$/iu.test(text)) return { kind: 'mend', text: FORM }
  const [, what = '', given = ''] = ADD.exec(text) ?? []
  const url = addressIn(given)
  if (url !== null) return { kind: 'add-source', url, as: kindOf(what.toLowerCase()) }
  if (what !== '') return { kind: 'mend', text: FORM }
  const [, kept = ''] = KEEP.exec(text) ?? []
  if (kept !== '') return { kind: 'keep-source', named: addressIn(kept) ?? unquoted(kept.trim()) }
  const [, of = '', named = ''] = REMOVE.exec(text) ?? []
  const address = addressIn(named)
  if (address !== null) return { kind: 'remove-source', named: address }
  return of === '' ? null : { kind: 'remove-source', named: named.trim() }
}

function addressIn(given: string): string | null {
  return given.length > LONGEST ? null : (ADDRESS.exec(given)?.[1] ?? null)
}

const unquoted = (named: string) => /^[“"](.+)[”"]$/u.exec(named)?.[1] ?? named

function kindOf(what: string): SourceKind | null {
  if (what === 'feed' || what === 'sitemap') return what
  return what === 'page' || what === 'article' ? 'page' : null
}
