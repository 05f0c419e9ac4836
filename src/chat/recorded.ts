// What is recorded of a reply, and whom the requests to models behind it are charged to.
import { channelKey, workspaceKey } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { ChatDependencies, Reply } from './reply.ts'

/** Charges what models are asked in answering one remark to its workspace, and its count of requests to the person. */
export function charged<T>({ channel, person }: Inbound, { recording }: ChatDependencies, work: () => Promise<T>): Promise<T> {
  if (recording === undefined) return work()
  return recording.accounts.charge({ workspace: workspaceKey(channel), person: recording.personKey(channel, person.id) }, work)
}

/** The id of the record to be, and what keeps it once the reply was shown; null for what is no answer. */
export function recordOf(
  reply: Reply,
  inbound: Inbound,
  started: Temporal.Instant,
  { recording, scopeOf, clock }: ChatDependencies,
): Readonly<{ id: string; keep: () => void }> | null {
  if (recording === undefined || reply.kind === 'notice' || reply.recorded === true) return null
  const { recorder, personKey } = recording
  const { turn, claims, made } = reply
  const { channel, person } = inbound
  const id = recorder.newId()
  const workspace = workspaceKey(channel)
  const now = clock.now()
  const question = turn?.question ?? inbound.text
  const told = {
    id,
    at: now.toString(),
    how: made?.how ?? (inbound.kind === 'message' ? ('follow-up' as const) : ('ask' as const)),
    workspace,
    channel: channelKey(channel),
    person: personKey(channel, person.id),
    question,
    resolved: turn?.resolved ?? question,
    topic: turn?.topic ?? null,
    scope: scopeOf(workspace),
    kind: reply.kind,
    claims,
    disputes: reply.disputes,
    cited: turn?.cited ?? [],
    model: made?.model ?? 'off',
    making: made?.making,
    evidence: made?.evidence,
    tookMs: Math.max(0, now.epochMilliseconds - started.epochMilliseconds),
  }
  return { id, keep: recorder.prepared(told) }
}
