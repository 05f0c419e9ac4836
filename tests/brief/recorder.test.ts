// Records of answers: after the answer, never in its way.
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/base/log.ts'
import { sha256 } from '../../src/base/hash.ts'
import { createRecorder, type Told } from '../../src/brief/recorder.ts'
import type { AnswerRecord } from '../../src/domain/answer-record.ts'
import type { ModelAccounts, ModelCall } from '../../src/ports/model-account.ts'
import { BOATS, DELTA, HILL, LONG, LONGER, quoting } from '../render/answers.ts'

const CALL: ModelCall = { model: 'm', prompt: 'choose@1', tokensIn: 10, tokensOut: 2, cost: 5, ms: 30, failure: null }

function accountsOf(calls: readonly ModelCall[]): ModelAccounts {
  return { charge: (_, work) => work(), calls: () => calls, chose: () => {}, last: () => null }
}

function recorder(add: (records: readonly AnswerRecord[]) => Promise<void>, calls: readonly ModelCall[] = []) {
  return createRecorder({ answers: { add }, accounts: accountsOf(calls), currency: 'EUR', randomId: () => 'x1', log: silentLog })
}

const TOLD: Omit<Told, 'claims'> = {
  ...{ id: 'r_1', at: '2024-02-03T08:00:00Z', how: 'ask', workspace: 'w', channel: null, person: null, question: 'q', resolved: 'q' },
  ...{ topic: null, scope: ['operator'], kind: 'answer', disputes: [], cited: [], model: 'off', tookMs: 3 },
}

describe('a recorder', () => {
  it('writes nothing before what is under way had its turn, and then what was shown by reference', async () => {
    const kept: AnswerRecord[] = []
    const { prepared, settled } = recorder(async (records) => {
      kept.push(...records)
    })
    const words = 'The ferry was lost.'
    const cited = quoting(HILL, words)
    prepared({ ...TOLD, claims: [{ text: words, citations: [cited] }] })()
    await Promise.resolve()
    expect(kept).toEqual([])
    await settled()
    const span = { articleId: 'hill', version: 1, start: cited.start, end: cited.end, sha256: sha256(words) }
    expect(kept[0]?.claims).toEqual([{ passages: [span], text: null, verdict: 'accept', rule: 'OK verbatim', byModel: false }])
    expect(kept[0]?.offered).toEqual([span])
    expect(JSON.stringify(kept)).not.toContain(words)
  })

  it('judges the words that were shown, not those that were meant', async () => {
    const kept: AnswerRecord[] = []
    const { prepared, settled } = recorder(async (records) => {
      kept.push(...records)
    })
    const text = 'The river is 9,129 kilometers long.'
    prepared({ ...TOLD, claims: [{ text, citations: [quoting(DELTA, DELTA.text)] }] })()
    await settled()
    expect(kept[0]?.claims[0]).toMatchObject({ text, rule: expect.stringMatching(/^[VD]\d/) })
    expect(kept[0]?.claims[0]?.verdict).not.toBe('accept')
  })

  it('keeps what an embedding model took apart from what the choosing one did', async () => {
    const kept: AnswerRecord[] = []
    const vectors: ModelCall = { ...CALL, use: 'vectors', model: 'small-1', prompt: null, tokensIn: 7, tokensOut: 0, cost: 2 }
    const add = async (records: readonly AnswerRecord[]) => void kept.push(...records)
    for (const calls of [[vectors, CALL], [{ ...vectors, tokensIn: 0, cost: 0, failure: 'budget-allTokens' }], [CALL]]) {
      const { prepared, settled } = recorder(add, calls)
      prepared({ ...TOLD, claims: [] })()
      await settled()
    }
    expect(kept.map((record) => record.vectors)).toEqual([
      { name: 'small-1', requests: 1, tokens: 7, cost: 2, currency: 'EUR', ms: 30, failure: null },
      { name: 'small-1', requests: 0, tokens: 0, cost: 0, currency: null, ms: 30, failure: 'budget-allTokens' },
      undefined,
    ])
    expect(kept.map(({ model }) => [model.name, model.requests, model.tokensIn])).toEqual([
      ['m', 1, 10],
      [null, 0, 0],
      ['m', 1, 10],
    ])
  })

  it('keeps the groups of what was shown as it was made, and of nothing else', async () => {
    const kept: AnswerRecord[] = []
    const claims = [LONG, LONGER, BOATS]
    const groups = [
      { heading: 'River', rule: 'OK in every claim', claims: [0, 1] },
      { heading: null, rule: 'H0 none was named', claims: [2] },
    ]
    const made = claims.map(({ citations: [first] }) => ({ passages: [{ ...first, sha256: '' }], text: null, verdict: 'accept' as const }))
    const { prepared, settled } = recorder(async (records) => void kept.push(...records))
    const model = { state: 'used', reason: null, name: 'm', prompt: 'p', requests: 1, tokensIn: 1, tokensOut: 1, ms: 1 } as const
    const making = { offered: [], claims: made.map((one) => ({ ...one, rule: 'OK verbatim', byModel: true })), groups, model }
    prepared({ ...TOLD, claims, making })()
    prepared({ ...TOLD, claims: [LONGER, LONG, BOATS], making })()
    prepared({ ...TOLD, claims: [LONG], making })()
    await settled()
    expect(kept.map((record) => record.groups)).toEqual([groups, undefined, undefined])
  })

  it('adds up what was asked of a model on the way, and tells why it was not used', async () => {
    const kept: AnswerRecord[] = []
    const calls = [CALL, { ...CALL, failure: 'timeout' }, { ...CALL, tokensIn: 0, tokensOut: 0, cost: 0, failure: 'budget-allTokens' }]
    const { prepared, settled } = recorder(async (records) => {
      kept.push(...records)
    }, calls)
    prepared({ ...TOLD, claims: [], model: 'rejected' })()
    await settled()
    expect(kept[0]?.model).toEqual({
      ...{ state: 'rejected', reason: 'budget-allTokens', name: 'm', prompt: 'choose@1', requests: 2 },
      ...{ tokensIn: 20, tokensOut: 4, cost: 10, currency: 'EUR', ms: 90 },
    })
  })

  it('numbers what disputes showed after the claims, as the reader saw it', async () => {
    const kept: AnswerRecord[] = []
    const { prepared, settled } = recorder(async (records) => {
      kept.push(...records)
    })
    const shown = [BOATS, LONGER, LONG]
    const positions = [LONG, BOATS, LONGER].map((own) => ({ value: 'v', voices: 1, claims: [own] }))
    const cited = shown.map(({ citations: [first] }) => first)
    prepared({ ...TOLD, claims: [BOATS], disputes: [{ about: 'x', positions }], cited })()
    await settled()
    const starts = kept[0]?.claims.map(({ passages: [first] }) => [first?.articleId, first?.start])
    expect(starts).toEqual(cited.map(({ articleId, start }) => [articleId, start]))
  })

  it('counts and logs what could not be kept, and goes on', async () => {
    const kept: AnswerRecord[] = []
    let broken = true
    const { prepared, settled, lost } = recorder(async (records) => {
      if (broken) throw new Error('disk full')
      kept.push(...records)
    })
    prepared({ ...TOLD, claims: [] })()
    await settled()
    broken = false
    prepared({ ...TOLD, id: 'r_2', claims: [] })()
    await settled()
    expect(lost()).toBe(1)
    expect(kept.map(({ id }) => id)).toEqual(['r_2'])
  })
})
