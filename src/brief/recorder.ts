// Keeps how each answer came about, after it was sent: it delays no answer, and when it cannot be kept the answer stands.
import { messageOf } from '../base/error.ts'
import { sha256 } from '../base/hash.ts'
import type { Log } from '../base/log.ts'
import type { Answer, Making } from '../domain/answer.ts'
import type { AnswerRecord, RecordedClaim, RecordedModel, RecordedVectors, SpanRef } from '../domain/answer-record.ts'
import type { Citation, Claim } from '../domain/claim.ts'
import type { CitationRef } from '../domain/conversation.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { AnswerLog } from '../ports/answer-log.ts'
import type { ModelAccounts, ModelCall } from '../ports/model-account.ts'
import { verifyClaim } from '../verify/verify.ts'

type Place = Pick<CitationRef, 'articleId' | 'version' | 'start'>

/** What was told, as far as the record has it from whoever told it. */
export type Told = Omit<AnswerRecord, 'offered' | 'claims' | 'groups' | 'model' | 'vectors'> &
  Readonly<{
    claims: readonly Claim[]
    disputes: readonly Dispute[]
    /** the quotes as they were numbered for the reader; those of disputes follow those of the claims */
    cited: readonly Place[]
    model: Answer['model']
    making?: Making | undefined
    evidence?: readonly Citation[] | undefined
  }>

export type Recorder = {
  /** The id of a record to be kept, known before the answer is shown so that its thread can name it. */
  readonly newId: () => string
  /**
   * Takes down what was told, with the requests of the charged work that this is called in; what it returns begins to keep the record once
   * what is under way has had its turn. Neither throws.
   */
  readonly prepared: (told: Told) => () => void
  /** Waits for everything begun. */
  readonly settled: () => Promise<void>
  /** Records that could not be kept since the start. */
  readonly lost: () => number
}

export type RecorderDeps = Readonly<{
  answers: Pick<AnswerLog, 'add'>
  accounts: ModelAccounts
  /** of the prices; null when there are none */
  currency: string | null
  randomId: () => string
  log: Log
}>

export function createRecorder({ answers, accounts, currency, randomId, log }: RecorderDeps): Recorder {
  let waiting: AnswerRecord[] = []
  let writing: Promise<void> = Promise.resolve()
  let lost = 0

  async function write(): Promise<void> {
    // The answer goes out first: what was begun before this has its turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve))
    const records = waiting
    waiting = []
    if (records.length === 0) return
    try {
      await answers.add(records)
    } catch (error) {
      missed(records.length, error)
    }
  }

  function missed(records: number, error: unknown): void {
    lost += records
    log.error('answers not recorded', { records, lost, cause: messageOf(error) })
  }

  return {
    newId: () => `r_${randomId()}`,
    prepared: (told) => {
      const calls = accounts.calls()
      return () => {
        try {
          const record = recordOf(told, calls, currency)
          for (const { verdict, rule } of record.claims) log.debug('claim judged', { verdict, rule: rule.split(' ', 1)[0] ?? '' })
          waiting.push(record)
          writing = writing.then(write)
        } catch (error) {
          missed(1, error)
        }
      }
    },
    settled: () => writing,
    lost: () => lost,
  }
}

function recordOf(told: Told, calls: readonly ModelCall[], currency: string | null): AnswerRecord {
  const { claims: own, disputes, cited, model, making, evidence, ...rest } = told
  const claims = [...own, ...numberedBeside(own, disputes, cited)]
  const seen = evidence ?? claims.flatMap(({ citations }) => citations)
  const offered = making === undefined || making.offered.length === 0 ? seen.map(spanOf) : making.offered
  return {
    ...rest,
    offered,
    claims: claims.map((claim) => recordedClaim(claim, making, model)),
    ...groupsOf(own, making),
    model: recordedModel(
      model,
      making,
      calls.filter(({ use }) => use === undefined),
      currency,
    ),
    ...vectorsOf(
      calls.filter(({ use }) => use === 'vectors'),
      currency,
    ),
  }
}

/** The groups of what was shown as it was made; what was shown otherwise stood in no groups. */
function groupsOf(shown: readonly Claim[], making: Making | undefined): Pick<AnswerRecord, 'groups'> {
  const { groups, claims = [] } = making ?? {}
  const asMade =
    shown.length === claims.length &&
    shown.every(({ citations: [first] }, at) => {
      const passage = claims[at]?.passages[0]
      return passage !== undefined && isSame(first, passage)
    })
  return groups === undefined || !asMade ? {} : { groups }
}

/** What disputes showed under numbers of its own, in that order, so that “why 5” means what the reader saw as 5. */
function numberedBeside(claims: readonly Claim[], disputes: readonly Dispute[], cited: Told['cited']): readonly Claim[] {
  const shown = disputes.flatMap(({ positions }) => positions.flatMap(({ claims: [first] }) => first ?? []))
  return cited.slice(claims.length).flatMap((ref) => shown.find(({ citations: [first] }) => isSame(first, ref)) ?? [])
}

/** As it was judged when the answer was made; what no model had a hand in is judged by its words as they were shown. */
function recordedClaim(claim: Claim, making: Making | undefined, model: Answer['model']): RecordedClaim {
  const passages = claim.citations.map(spanOf)
  const [shown] = passages
  const made = making?.claims.find(({ passages: [first] }) => first !== undefined && shown !== undefined && isSame(first, shown))
  if (made !== undefined) return { ...made, passages }
  const { quote } = claim.citations[0]
  const { verdict, reason } = verifyClaim({ id: '1', sources: [{ id: '1', text: quote }], claim: { text: claim.text, sourceIds: ['1'] } })
  return {
    passages,
    text: claim.text === quote ? null : claim.text,
    verdict,
    rule: reason,
    byModel: making === undefined && model === 'used',
  }
}

const isSame = (a: Place, b: Place) => a.articleId === b.articleId && a.version === b.version && a.start === b.start

const spanOf = ({ articleId, version, start, end, quote }: Citation): SpanRef => ({ articleId, version, start, end, sha256: sha256(quote) })

const sumOf = (calls: readonly ModelCall[], of: (call: ModelCall) => number) => calls.reduce((total, call) => total + of(call), 0)
const sentOf = (calls: readonly ModelCall[]) => calls.filter(({ failure }) => !failure?.startsWith('budget-'))

function vectorsOf(calls: readonly ModelCall[], currency: string | null): Readonly<{ vectors?: RecordedVectors }> {
  const last = calls.at(-1)
  if (last === undefined) return {}
  const requests = sentOf(calls).length
  const [tokens, cost, ms] = [sumOf(calls, (call) => call.tokensIn), sumOf(calls, (call) => call.cost), sumOf(calls, (call) => call.ms)]
  return { vectors: { name: last.model, requests, tokens, cost, currency: requests === 0 ? null : currency, ms, failure: last.failure } }
}

function recordedModel(
  state: Answer['model'],
  making: Making | undefined,
  calls: readonly ModelCall[],
  currency: string | null,
): RecordedModel {
  const sum = (of: (call: ModelCall) => number) => sumOf(calls, of)
  const last = calls.at(-1)
  const sent = sentOf(calls)
  return {
    state,
    reason: state === 'rejected' ? (last?.failure ?? making?.model.reason ?? 'unusable-reply') : null,
    name: last?.model ?? null,
    prompt: last?.prompt ?? making?.model.prompt ?? null,
    requests: sent.length,
    tokensIn: sum(({ tokensIn }) => tokensIn),
    tokensOut: sum(({ tokensOut }) => tokensOut),
    cost: sum(({ cost }) => cost),
    currency: sent.length === 0 ? null : currency,
    ms: sum(({ ms }) => ms),
  }
}
