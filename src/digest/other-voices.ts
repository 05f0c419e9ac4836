// Known facts that somebody else says too, for whoever watches who says what.
import type { Scope } from '../ports/article-store.ts'
import type { DigestDeps } from './digest.ts'
import type { Heard, News, Sorted } from './sort-news.ts'

const MOST = 3 // of one message

/** Facts known before that an article of an independent voice opens with; a copy of what was known is none. */
export async function otherVoices({ news, heard }: Sorted, scope: Scope, { index }: Pick<DigestDeps, 'index'>): Promise<readonly News[]> {
  const found: News[] = []
  for (const [fact, all] of heard) {
    if (found.length >= MOST) break
    const [first, ...others] = all.filter(({ statement }) => statement.leads)
    if (first === undefined || fact.standing === 'heard' || fact.retracted || news.some((one) => one.fact === fact)) continue
    const came = new Set(all.map(({ hit }) => hit.article.id))
    const before = [...fact.leadIds].filter((id) => !came.has(id))
    if (before.length === 0 || !(await isAnother(before, came, scope, index))) continue
    const own: readonly [Heard, ...Heard[]] = [first, ...others]
    found.push({ fact, heard: own, was: null, against: null, closes: null, corrects: false, putRight: null, isAnotherVoice: true })
  }
  return found
}

async function isAnother(before: readonly string[], came: ReadonlySet<string>, scope: Scope, index: DigestDeps['index']): Promise<boolean> {
  const [known, all] = await Promise.all([index.voices(before, scope), index.voices([...before, ...came], scope)])
  return all.length > known.length
}
