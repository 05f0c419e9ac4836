// A month of written news, day by day, and what a digest of each morning should tell of it: the form of the files beside this one.
import { readFileSync } from 'node:fs'
import { z } from 'zod'

export const STREAM_DAYS = 30

const Sentence = z.string().regex(/^\S.*[.!?"]$/u)
const Fact = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  gist: z.string().min(10),
  replaces: z.string().optional(),
  background: z.boolean().optional(),
  wordings: z.array(Sentence),
})
const Article = z.strictObject({
  id: z.string().min(1),
  publisher: z.string().min(1),
  publishedAt: z.iso.datetime(),
  headline: z.string().min(5),
  text: z.string().min(20),
})
export const KINDS = [
  'report',
  'rewrite',
  'copy',
  'background',
  'new-voice',
  'late-new',
  'late-old',
  'redated-copy',
  'retitled-copy',
  'cosmetic',
  'correction',
  'retraction',
] as const
const Arrival = z.strictObject({
  op: z.enum(['add', 'change', 'withdraw']),
  kind: z.enum(KINDS),
  article: Article,
})
const Update = z.strictObject({ fact: z.string(), from: z.string(), to: z.string() })
const Expect = z.strictObject({
  quiet: z.boolean(),
  new: z.array(z.string()),
  updates: z.array(Update),
  corrections: z.array(Update.extend({ articleId: z.string() })),
  retractions: z.array(z.string()),
  disputesOpened: z.array(z.array(z.string()).min(2)),
  disputesClosed: z.array(z.array(z.string()).min(2)),
  notNews: z.array(z.string()),
})
const Day = z.strictObject({
  day: z.iso.date(),
  arrivals: z.array(Arrival).min(1),
  vanished: z.array(z.string()).optional(),
  expect: Expect,
})
const Stream = z.strictObject({
  reading: z.string(),
  beat: z.strictObject({ query: z.string().min(3), aliases: z.array(z.string().min(2)).min(1) }),
  zone: z.string(),
  facts: z.array(Fact).min(12),
  filler: z.array(Sentence),
  days: z.array(Day).length(STREAM_DAYS),
})
export type Stream = z.infer<typeof Stream>
export type Day = z.infer<typeof Day>

/** One half of the stream, `shown` or `unseen`; throws when the file is not of its form. */
export function readStream(half: 'shown' | 'unseen'): Stream {
  return Stream.parse(JSON.parse(readFileSync(new URL(`./${half}.json`, import.meta.url), 'utf8')))
}

/** The sentences an article is made of: a known sentence each, with nothing but white space between; null when there is anything else. */
export function sentencesOf(text: string, known: readonly string[]): string[] | null {
  const found: string[] = []
  let rest = text.trim()
  while (rest !== '') {
    const next = known.filter((sentence) => rest.startsWith(sentence)).sort((a, b) => b.length - a.length)[0]
    if (next === undefined) return null
    found.push(next)
    rest = rest.slice(next.length).trimStart()
  }
  return found
}
