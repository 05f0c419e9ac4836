// What one run has taken in, so that two different articles under one id do not take turns as versions of each other.
import { sha256 } from '../base/hash.ts'
import { contentOf, type Draft } from './make-article.ts'

type Told = Readonly<{ kind: 'rejected'; reason: string }>

const SHOWN = 80 // characters of an id in a reason
const DIGITS = 12 // of the hash, in hex: few enough for a number

/** Notes each article of one run; a second one under an id, with other content, is rejected with the mend. */
export function createRun(): (draft: Draft) => Told | null {
  const contents = new Map<string, number>()
  return (draft) => {
    const content = Number.parseInt(sha256(contentOf(draft)).slice(0, DIGITS), 16)
    const known = contents.get(draft.id)
    if (known === undefined) contents.set(draft.id, content)
    if (known === undefined || known === content) return null
    return { kind: 'rejected', reason: `two different articles carry the id ${draft.id.slice(0, SHOWN)}: give each its own id` }
  }
}
