// Channels that were told the same and ask for the same get one edition: made once, however many they are.
import { sha256 } from '../base/hash.ts'
import type { Answer } from '../domain/answer.ts'
import { WITH_FORMS } from '../domain/address.ts'
import { OPERATOR } from '../domain/article.ts'
import type { Document } from '../domain/document.ts'
import type { Edition } from '../domain/subscription.ts'
import type { Platform } from '../ports/platform.ts'
import { withFeedback } from '../render/render.ts'
import type { DigestDeps } from './digest.ts'
import { buildEdition, type EditionRequest } from './edition.ts'

const MOST_KEPT = 32
/** Making one takes the processor; people who ask come in between. */
const MOST_AT_ONCE = 2

type Made = Readonly<{ edition: Edition; briefed: readonly Answer[] }>

/** Makes an edition, or gives the one made for a channel in the same state. */
export type MakeEdition = (request: EditionRequest) => Promise<Edition>

export function createSharedEditions(deps: DigestDeps): MakeEdition {
  const made = new Map<string, Promise<Made>>()
  const lines = Array.from({ length: MOST_AT_ONCE }, () => Promise.resolve())
  let next = 0
  const inLine = async (request: EditionRequest): Promise<Made> => {
    const line = next++ % MOST_AT_ONCE
    const making = (lines[line] ?? Promise.resolve()).then(() => make(request, deps))
    lines[line] = making.then(
      () => new Promise<void>((resolve) => setImmediate(resolve)),
      () => {},
    )
    return making
  }
  return async (request) => {
    const key = await keyOf(request, deps)
    const known = made.get(key)
    const making = known ?? inLine(request)
    if (known === undefined) {
      made.set(key, making)
      making.catch(() => made.delete(key))
      if (made.size > MOST_KEPT) for (const oldest of made.keys()) if (made.delete(oldest)) break
    }
    const { edition, briefed } = await making
    for (const answer of briefed) request.briefed?.(answer)
    return edition
  }
}

async function make(request: EditionRequest, deps: DigestDeps): Promise<Made> {
  const briefed: Answer[] = []
  return { edition: await buildEdition({ ...request, briefed: (answer) => briefed.push(answer) }, deps), briefed }
}

/** Everything an edition is made from: topic, what may be read and up to where, the day, and what the channel was told. */
async function keyOf({ topic, scope, channelKey, dateLine, late, now }: EditionRequest, { articles, memory }: DigestDeps): Promise<string> {
  const holders = await articles.workspaces()
  const read = scope.filter((workspace) => workspace === OPERATOR || holders.includes(workspace))
  const { mark } = await articles.addedSince(null, scope)
  const day = now.toString().slice(0, 10)
  return sha256(JSON.stringify([topic, read, mark, dateLine, late, day, await memory.told(channelKey)]))
}

/** The payloads of a document, with buttons that ask what people think of it where it has a record and they can be pressed. */
export type Paginate = (document: Document, platform: Platform, record?: string) => readonly string[]

/** Makes the payloads once for all who get the document. `mark`: stands in them for the id of each one's record, and nowhere else. */
export function createPager(mark: string): Paginate {
  const paged = new WeakMap<Document, Map<Platform, readonly string[]>>()
  return (document, platform, record) => {
    const isAsked = record !== undefined && WITH_FORMS.has(platform.name)
    const of = paged.get(document) ?? new Map<Platform, readonly string[]>()
    paged.set(document, of)
    const payloads = of.get(platform) ?? platform.paginate(isAsked ? withFeedback(document, mark) : document)
    of.set(platform, payloads)
    return isAsked ? payloads.map((payload) => payload.replaceAll(mark, record)) : payloads
  }
}
