// What was taken back of an earlier message is said under it: by an edit, else by a reply in its thread.
import type { Inline } from '../domain/document.ts'
import type { Delivery, Edition } from '../domain/subscription.ts'
import type { KeptRemark } from '../ports/aftercare.ts'
import type { OpenDelivery } from '../ports/delivery-log.ts'
import type { Platform, PostOutcome } from '../ports/platform.ts'
import { remarkInlines } from '../render/render.ts'
import type { Delivering } from './deliver.ts'
import { FIRST_REPLY_SLOT } from '../domain/subscription.ts'
import { ENDED, later } from './next-step.ts'
import { addressOf, threadOf } from './places.ts'
import { newPart } from './plan.ts'

const REST_MISSING = 'The rest of this digest could not be posted here.'
const MOST_REPLIES = 100 // of one subscription and day

/** Keeps where an edition told what, and owes a remark to each message of which it takes something back. Called inside the transaction in which it is told. */
export async function recordPlaces(
  edition: Pick<Edition, 'mends' | 'shows'>,
  parts: readonly OpenDelivery[],
  memoryKey: string,
  delivering: Delivering,
): Promise<void> {
  const { memory, aftercare, clock } = delivering.deps
  const now = clock.now().toString()
  const idOf = (part: number): string | undefined => (parts[part - 1] ?? parts[0])?.id
  const mends = edition.mends ?? []
  const earlier = mends.length === 0 ? [] : await memory.tellings(memoryKey, [...new Set(mends.map(({ fact }) => fact))])
  for (const { fact, how, part } of mends) {
    const telling = earlier.find((one) => one.fact === fact)
    const by = idOf(part)
    if (telling === undefined || by === undefined) continue
    const { deliveryId, number } = telling
    if (await aftercare.remark({ deliveryId, by, how, number })) await aftercare.owe(deliveryId, 'remark', now)
  }
  const tellings = (edition.shows ?? []).flatMap(({ fact, number, part }) => {
    const deliveryId = idOf(part)
    return deliveryId === undefined ? [] : [{ fact, number, deliveryId }]
  })
  if (tellings.length > 0) await memory.keepTellings(memoryKey, tellings, now)
}

/** What came of it: `done`; tried without an answer; or not tried yet, for so many milliseconds. */
export type Said = 'done' | 'again' | Readonly<{ waitMs: number }>

/** Says under a message all that is to be said there; the same edit again changes nothing. What has no room there, or came too late, is said by a reply. */
export async function sayUnder(delivery: Delivery, platform: Platform, delivering: Delivering): Promise<Said> {
  const { deps, pace, elapsed } = delivering
  const { channel, messageId, payload, id } = delivery
  if (messageId === null || payload === null || platform.amend === undefined) return 'done'
  const remarks = await deps.aftercare.remarks(id)
  const under = remarks.filter(({ replyId }) => replyId === null)
  const missing = await isRestMissing(delivery, delivering)
  const sentences = [...(missing ? [[{ kind: 'text', text: REST_MISSING } as const]] : []), ...(await sentencesOf(under, delivering))]
  const parent = await threadOf(delivery, deps)
  if (sentences.length === 0 || parent === undefined) return 'done'
  const admission = pace.admit(channel, platform.pace, 'ask', elapsed())
  if (admission.kind === 'wait') return { waitMs: admission.ms }
  const outcome = await platform
    .amend({ channel, messageId, parent }, id, payload, sentences)
    .catch((): PostOutcome => ({ kind: 'unknown', reason: 'fault' }))
  admission.answered(elapsed())
  pace.heard(channel, platform.pace, { sent: false, allowance: outcome.allowance }, elapsed())
  if (outcome.kind === 'not-sent' && outcome.retryAfterMs !== null) return { waitMs: outcome.retryAfterMs }
  if (outcome.kind === 'unknown' || outcome.kind === 'not-sent') return 'again'
  const unsaid = under.filter(({ isSaid }) => !isSaid)
  if (outcome.kind === 'sent') await deps.aftercare.said(unsaid, deps.clock.now().toString(), null)
  else if (outcome.refusal?.of === 'message') await reply(delivery, unsaid, platform, delivering)
  return 'done'
}

async function isRestMissing({ occurrence, part }: Delivery, { deps }: Delivering): Promise<boolean> {
  if (part !== 1) return false
  return (await deps.deliveries.parts(occurrence)).some((one) => one.part > 1 && one.state !== 'sent' && ENDED.includes(one.state))
}

/** One sentence for each message that takes something back, with a link to it. */
async function sentencesOf(remarks: readonly KeptRemark[], { deps }: Delivering): Promise<readonly (readonly Inline[])[]> {
  const sentences: (readonly Inline[])[] = []
  for (const own of Map.groupBy(remarks, ({ by, how }) => `${by}/${how}`).values()) {
    const [first] = own
    const by = first === undefined ? null : await deps.deliveries.progress(first.by)
    if (first === undefined || by === null) continue
    const address = await addressOf(first.by, deps)
    const numbers = own.map(({ number }) => number)
    sentences.push(remarkInlines({ how: first.how, date: by.occurrence.localDate, numbers, address }))
  }
  return sentences
}

/** A delivery of its own, planned in the same transaction in which the remarks count as said: it goes out once, as any other. */
async function reply(earlier: Delivery, remarks: readonly KeptRemark[], platform: Platform, delivering: Delivering): Promise<void> {
  const { deps } = delivering
  const by = remarks[0] === undefined ? null : await deps.deliveries.progress(remarks[0].by)
  if (by === null) return
  const sentences = await sentencesOf(remarks, delivering)
  const preview = sentences[0]?.map(({ text }) => text).join('') ?? ''
  const [payload = null] = platform.paginate({ preview, nodes: sentences.map((inlines) => ({ kind: 'paragraph', inlines })) })
  const { subscriptionId, localDate } = by.occurrence
  const version = delivering.subscription(subscriptionId)?.version ?? by.occurrence.version
  const dueAt = later(deps.clock.now(), 0)
  await deps.transact(async () => {
    for (let n = 0; n < MOST_REPLIES; n++) {
      const occurrence = { subscriptionId, version, localDate, slot: FIRST_REPLY_SLOT + n, dueAt }
      const part = { ...newPart(occurrence, earlier.channel, 1, 1), state: 'rendered' as const, payload }
      if (!(await deps.deliveries.plan(part))) continue
      await deps.aftercare.said(remarks, dueAt, part.id)
      return
    }
  })
  deps.log.info('digest cannot be edited, said in its thread', { deliveryId: earlier.id, remarks: remarks.length })
}
