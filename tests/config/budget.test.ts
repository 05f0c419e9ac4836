// The settings of budgets, prices and retention.
import { describe, expect, it } from 'vitest'
import { BorderBriefError } from '../../src/base/error.ts'
import { readConfig } from '../../src/config.ts'

function refusal(variables: Record<string, string>): BorderBriefError {
  try {
    readConfig(variables)
  } catch (error) {
    if (error instanceof BorderBriefError) return error
  }
  throw new Error('it was taken')
}

describe('the settings of what a model may cost', () => {
  it('reads budgets, prices and how long things are kept', () => {
    const { budget, kept } = readConfig({
      ...{
        OPENAI_API_KEY: 'sk-1',
        OPENAI_MODEL: 'org/small:7b',
        MODEL_PRICES: ' org/small:7b=0.40/1.6 ; other=0/0',
        MODEL_CURRENCY: 'EUR',
      },
      ...{ BUDGET_TOKENS_PER_DAY: 'none', BUDGET_MONEY_PER_DAY: '2.50', BUDGET_REQUESTS_PER_MINUTE: '3', ANSWERS_KEPT_DAYS: '7' },
    })
    expect(budget.limits).toEqual({
      ...{ workspaceTokens: null, workspaceMoney: 2_500_000, allTokens: 5_000_000, allMoney: null, personRequests: 3 },
    })
    expect([...budget.prices]).toEqual([
      ['org/small:7b', { in: 0.4, out: 1.6 }],
      ['other', { in: 0, out: 0 }],
    ])
    expect([budget.currency, kept]).toEqual(['EUR', { answersDays: 7, conversationsDays: 90, deliveriesDays: 400 }])
  })

  it('takes no budget in money without the price of the model, and any without a model', () => {
    expect(refusal({ OPENAI_API_KEY: 'sk-1', BUDGET_ALL_MONEY_PER_DAY: '5' }).hint).toMatch(
      /needs the price of gpt-4\.1-mini.*MODEL_PRICES/,
    )
    expect(readConfig({ BUDGET_ALL_MONEY_PER_DAY: '5' }).budget.limits.allMoney).toBe(5_000_000)
  })

  it.each([
    ['BUDGET_TOKENS_PER_DAY', '0.0'],
    ['BUDGET_MONEY_PER_DAY', '-3'],
    ['BUDGET_REQUESTS_PER_MINUTE', 'NaN'],
    ['MODEL_PRICES', 'm=cheap'],
    ['MODEL_PRICES', 'm=17'],
    ['ANSWERS_KEPT_DAYS', '0.5'],
  ])('refuse %s=%s in one sentence that names the setting', (name, value) => {
    expect(refusal({ [name]: value }).hint).toMatch(new RegExp(`${name} is wrong \\(must be`))
  })
})
