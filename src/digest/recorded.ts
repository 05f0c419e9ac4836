// An edition with the record of how it was made, and whom the requests to models behind it are charged to.
import type { Answer } from '../domain/answer.ts'
import { OPERATOR } from '../domain/article.ts'
import type { Edition } from '../domain/subscription.ts'
import type { DigestDeps } from './digest.ts'
import { buildEdition, type EditionRequest } from './edition.ts'

/** `keep` begins to keep the record: called once the edition is frozen, so that none is kept of what nobody will be sent. */
export type Recorded = Readonly<{ edition: Edition; keep: () => void }>

/** A digest is nobody's question in particular: its workspace pays, and no person stands in its record; unless one asked what is new for them. */
export async function recordedEdition(
  request: EditionRequest,
  deps: DigestDeps,
  build: (request: EditionRequest) => Promise<Edition> = (one) => buildEdition(one, deps),
): Promise<Recorded> {
  const { recording } = deps
  if (recording === undefined) return { edition: await build(request), keep: () => {} }
  const { recorder, accounts } = recording
  // What is told one person is remembered under the channel's key, `#` and the person's hash.
  const [, channel = request.channelKey, person = null] = /^(.*)#([0-9a-f]{32})$/.exec(request.channelKey) ?? []
  const payer = { workspace: request.scope.at(-1) ?? OPERATOR, person }
  return accounts.charge(payer, async () => {
    const started = deps.clock.now().epochMilliseconds
    const briefed: Answer[] = []
    const edition = await build({ ...request, briefed: (answer) => briefed.push(answer) })
    const id = recorder.newId()
    const took = deps.clock.now().epochMilliseconds - started
    const [answer] = briefed
    const keep = recorder.prepared({
      id,
      at: deps.clock.now().toString(),
      how: 'digest',
      ...payer,
      channel,
      question: request.topic.title,
      resolved: request.topic.query,
      topic: request.topic.name,
      scope: request.scope,
      kind: edition.kind === 'quiet' ? 'quiet' : 'answer',
      claims: edition.claims,
      disputes: answer?.disputes ?? [],
      cited: edition.cited,
      model: answer?.model ?? 'off',
      making: answer?.making,
      tookMs: Math.max(0, took),
    })
    return { edition: { ...edition, record: id }, keep }
  })
}
