// A .jsonl file, one RawArticle a line (or the id of one withdrawn), streamed: memory does not grow with the file.
import { createReadStream } from 'node:fs'
import { z } from 'zod'
import type { RawArticle } from '../../domain/article.ts'
import type { SourceItem } from '../../ports/article-source.ts'

const words = z.string().optional().catch(undefined)
const Line = z.object({
  id: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .catch(undefined),
  url: words,
  publisher: words,
  agency: words,
  author: words,
  headline: words,
  publishedAt: words,
  language: words,
  text: words,
  html: words,
  kind: z.enum(['original', 'abstract']).optional().catch(undefined),
  about: words,
  fileName: words,
  withdrawn: z.boolean().optional().catch(undefined),
})

const NEWLINE = 10

/** Lines are numbered from 1 in `from`; blank ones are passed over, one over `maxBytes` is rejected without being held. */
export async function* readJsonl(path: string, name: string, maxBytes: number): AsyncGenerator<SourceItem> {
  let number = 0
  for await (const line of linesOf(path, maxBytes)) {
    number += 1
    const from = `${name}:${number}`
    if (line === 'too-long') yield { kind: 'rejected', from, reason: 'the line is larger than 5 MiB' }
    else if (line.some((byte) => byte > 32)) yield itemOf(line, from, name)
  }
}

function itemOf(line: Buffer, from: string, name: string): SourceItem {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line))
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'the line is no valid JSON' : 'its character set cannot be told; save it as UTF-8'
    return { kind: 'rejected', from, reason }
  }
  const parsed = Line.safeParse(value)
  if (!parsed.success) return { kind: 'rejected', from, reason: 'the line is no JSON object' }
  const { withdrawn, ...fields } = parsed.data
  if (withdrawn === true && fields.id !== undefined) return { kind: 'withdrawn', from, id: fields.id }
  const raw: RawArticle = { fileName: name, ...withoutUnsaid(fields) }
  return { kind: 'article', from, raw }
}

function withoutUnsaid(fields: RawArticle): RawArticle {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** Splits at newlines whatever the chunks; what is over the limit is counted and let go. */
async function* linesOf(path: string, maxBytes: number): AsyncGenerator<Buffer | 'too-long'> {
  let parts: Buffer[] = []
  let size = 0
  const take = (): Buffer | 'too-long' => {
    const line = size > maxBytes ? 'too-long' : Buffer.concat(parts)
    parts = []
    size = 0
    return line
  }
  const hold = (part: Buffer): void => {
    size += part.length
    if (size <= maxBytes) parts.push(part)
    else parts = []
  }
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      hold(chunk.subarray(from, at))
      yield take()
      from = at + 1
    }
    if (from < chunk.length) hold(chunk.subarray(from))
  }
  if (size > 0) yield take()
}
