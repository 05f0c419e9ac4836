// Tells how the last answer came about: of the thread, else the last one given to the asker in this channel.
import { sha256 } from '../base/hash.ts'
import { channelKey, workspaceKey } from '../domain/address.ts'
import type { AnswerRecord, RecordedClaim } from '../domain/answer-record.ts'
import type { Citation } from '../domain/claim.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { Inbound } from '../domain/inbound.ts'
import { renderNoRecord, renderWhy } from '../render/render.ts'
import { cite } from '../verify/verify.ts'
import { type Asking, aside, notice, type Reply } from './reply.ts'

/** `n`: one claim by its number; null for all of them. */
export async function why(n: number | null, inbound: Inbound, conversation: Conversation | null, asking: Asking): Promise<Reply> {
  const record = await recordOf(inbound, conversation, asking)
  if (record === null) return aside(renderNoRecord())
  const numbered = record.claims.map((claim, at) => ({ number: at + 1, claim }))
  const meant = numbered.filter(({ number }) => n === null || number === n)
  if (n !== null && meant.length === 0) return notice(`That answer has no claim ${n}: ${rangeOf(numbered.length)}.`)
  const claims = await Promise.all(meant.map(async (one) => ({ ...one, citation: await citationOf(one.claim, asking) })))
  return aside(renderWhy({ record, claims, readerLink: asking.readerLink }))
}

const rangeOf = (count: number) => (count === 0 ? 'it made none' : count === 1 ? 'it made one' : `its claims are 1 to ${count}`)

async function recordOf(inbound: Inbound, conversation: Conversation | null, { deps, channel }: Asking): Promise<AnswerRecord | null> {
  if (deps.recording === undefined) return null
  const { recorder, answers, personKey } = deps.recording
  await recorder.settled() // the answer asked about may have been sent this moment
  const id = conversation?.turns.findLast(({ record }) => record !== undefined)?.record
  if (id !== undefined) return answers.get(id, workspaceKey(channel))
  // What others were told in the channel is theirs to ask about; in a thread that holds answers, only these are meant.
  return conversation === null ? answers.lastIn(channelKey(channel), personKey(channel, inbound.person.id)) : null
}

/** The passage, cut from the stored version again; null when it is not there as it was. */
async function citationOf({ passages: [passage] }: RecordedClaim, { deps, scope }: Asking): Promise<Citation | null> {
  if (passage === undefined) return null
  const article = await deps.articles.get(passage.articleId, scope, passage.version)
  if (article === null || sha256(article.text.slice(passage.start, passage.end)) !== passage.sha256) return null
  return cite(article, passage)
}
