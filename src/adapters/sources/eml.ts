// A saved e-mail → one RawArticle: subject, date and body; whoever sent it is not the author of what it carries.
import PostalMime from 'postal-mime'
import type { RawArticle } from '../../domain/article.ts'

const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 3 } as const
const SIGNATURE = /^-- $[\s\S]*/m
const QUOTED = /^(?:>[ \t]?)+/gm
const REPLY_PREFIX = /^(?:(?:re|fwd?|aw|wg)\s*:\s*)+/i

/** Throws whatever the parser throws on a message that is none. */
export async function readEml(bytes: Buffer): Promise<RawArticle> {
  const mail = await PostalMime.parse(bytes, LIMITS)
  const text = mail.text?.replace(SIGNATURE, '').replace(QUOTED, '')
  return {
    headline: mail.subject?.replace(REPLY_PREFIX, '') || undefined,
    publishedAt: mail.date,
    ...(text?.trim() ? { text } : { html: mail.html }),
  }
}
