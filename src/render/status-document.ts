// How the desk stands: articles, failing sources, the model and its budget, the next digests of the channel (pure).
import type { Document, Inline } from '../domain/document.ts'
import type { Subscription } from '../domain/subscription.ts'
import { type HealthRow, healthSummary } from './source-health.ts'
import { commandAfter } from './notices.ts'
import { moneyInWords, numberInWords, requestsInWords, whyNotUsed } from './model-words.ts'
import { momentInWords, pausedInWords } from './subscription-document.ts'
import { clipped, countOf, dateInWords, listInWords, oneLine } from './words.ts'

const SOURCES_MAX = 5
const DIGESTS_MAX = 5

/** `left` null: no limit. */
export type Quota = Readonly<{ used: number; left: number | null }>

export type StatusInput = Readonly<{
  articles: number
  newest: string | null
  failingSources: readonly string[]
  /** how those that are read again and again are doing */
  polled?: readonly HealthRow[] | undefined
  /** for how long articles are kept, and what was forgotten of those that the channel may see; absent while everything is kept */
  keeping?: Keeping | undefined
  /** null when no model is configured; `last`: null when it was not asked since the start */
  model: Readonly<{ name: string; last: Readonly<{ state: 'used' | 'rejected'; reason: string | null }> | null }> | null
  /** of this workspace, today; null when no model of any kind is configured */
  budget: Readonly<{ tokens: Quota; money: Quota; currency: string | null; requests: number }> | null
  /** what the desk itself has used today, for nobody in particular; absent when nothing */
  desk?: Readonly<{ tokens: number; money: number; requests: number; currency: string | null }> | undefined
  /** the next digest of each subscription of the channel, soonest first */
  digests: readonly Readonly<{ title: string; at: Temporal.ZonedDateTime }>[]
  /** what the channel has and does not get */
  paused: readonly Subscription[]
  /** digests of the workspace that stood double until one was removed; that may or may not have been posted */
  twins: number
  ambiguous: number
  /** what people of this workspace said of answers in FEEDBACK_DAYS; absent where nobody is asked */
  feedback?: Readonly<{ good: number; bad: number }> | undefined
}>

export const FEEDBACK_DAYS = 30

/** The model and what is left of its budget, a row each: name and words. */
export function modelRows({ model, budget }: Pick<StatusInput, 'model' | 'budget'>): readonly (readonly [string, string])[] {
  const spent = budget === null ? [] : [['Budget today', budgetLine(budget, isRefused(model))] as const]
  return [['Model', modelLine(model)], ...spent]
}

/** `days` null: for ever; `sources`: how many have a time of their own; `quoted`: forgotten versions of which quotes are left. */
export type Keeping = Readonly<{ days: number | null; sources: number; articles: number; quoted: number }>

export function statusDocument(input: StatusInput): Document {
  const rows: readonly (readonly [name: string, words: string, command?: string])[] = [
    ['Articles', articlesLine(input)],
    ['Sources', healthSummary(input.polled ?? []) ?? sourcesLine(input.failingSources)],
    ...(input.keeping === undefined ? [] : [['Kept', keepingLine(input.keeping)] as const]),
    ...modelRows(input),
    ...(input.desk === undefined ? [] : [['The desk itself today', deskLine(input.desk)] as const]),
    input.digests.length === 0 ? ['Next digest here', NO_DIGEST, SUBSCRIBE] : ['Next digest here', digestsLine(input.digests)],
    ...(input.twins + input.ambiguous === 0 ? [] : [['Deliveries', deliveriesLine(input)] as const]),
    ...feedbackRow(input.feedback),
    ...(input.paused.length === 0 ? [] : [['Paused here', pausedLine(input.paused), resumeOf(input.paused)] as const]),
  ]
  const items = rows.map(([name, words, command]): readonly Inline[] => [
    { kind: 'text', text: name, style: 'strong' },
    { kind: 'text', text: ` — ${words}` },
    ...(command === undefined ? [] : commandAfter('', command)),
  ])
  return {
    preview: oneLine(`Status: ${articlesLine(input)}; model ${modelLine(input.model)}.`),
    nodes: [
      { kind: 'heading', text: 'Status' },
      { kind: 'list', items },
    ],
  }
}

function feedbackRow(feedback: StatusInput['feedback']): readonly (readonly [string, string])[] {
  if (feedback === undefined || feedback.good + feedback.bad === 0) return []
  return [[`Feedback of ${FEEDBACK_DAYS} days`, `${feedback.good} helpful, ${feedback.bad} not right`]]
}

function articlesLine({ articles, newest }: StatusInput): string {
  if (articles === 0) return 'none yet'
  return `${numberInWords(articles)} read${newest === null ? ', none dated' : `, newest ${dateInWords(newest)}`}`
}

function sourcesLine(failing: readonly string[]): string {
  if (failing.length === 0) return 'none is failing'
  const named = failing.slice(0, SOURCES_MAX).map((source) => clipped(source, 80))
  const more = failing.length - named.length
  return `${countOf(failing.length, 'source')} failing: ${listInWords(more > 0 ? [...named, `${more} more`] : named)}`
}

function keepingLine({ days, sources, articles, quoted }: Keeping): string {
  const others = sources === 0 ? '' : `, those of ${countOf(sources, 'source')} for a time of their own`
  const left =
    quoted === 0 ? '' : `, and quotes are left of ${numberInWords(quoted)} of their versions, for the threads and answers that show them`
  return `articles ${days === null ? 'for ever' : `for ${countOf(days, 'day')}`}${others}; ${articles === 0 ? 'none' : numberInWords(articles)} forgotten so far${left}`
}

function modelLine(model: StatusInput['model']): string {
  if (model === null) return 'off; answers are complete without one'
  const name = clipped(model.name, 60)
  if (model.last === null) return `${name}, not asked since the start`
  return model.last.state === 'used'
    ? `${name}, used in the last answer`
    : `${name}, ${isRefused(model) ? 'not asked' : 'asked and not used'}: ${whyNotUsed(model.last.reason)}`
}

/** A request is refused by what it may take at most: a rest may be left that is too small for it. */
function isRefused(model: StatusInput['model']): boolean {
  return /^budget-(?:workspace|all)/.test(model?.last?.reason ?? '')
}

function budgetLine({ tokens, money, currency, requests }: NonNullable<StatusInput['budget']>, refused: boolean): string {
  const quotas = [
    quotaWords(tokens, (value) => numberInWords(value), 'tokens'),
    ...(money.left === null && money.used === 0 ? [] : [quotaWords(money, (value) => moneyInWords(value, null), currency ?? '')]),
  ]
  const isUp = tokens.left === 0 || money.left === 0
  const spent = isUp ? 'used up; ' : refused ? 'used up but for a rest too small for one more request; ' : ''
  return `${spent}${quotas.join('; ')}; ${requestsInWords(requests)} so far`
}

function deskLine({ tokens, money, requests, currency }: NonNullable<StatusInput['desk']>): string {
  const cost = money === 0 ? '' : `, ${moneyInWords(money, currency)}`
  return `${numberInWords(tokens)} tokens${cost} in ${requestsInWords(requests)}: vectors of articles, checks, the command line`
}

function quotaWords({ used, left }: Quota, words: (value: number) => string, unit: string): string {
  const named = unit === '' ? '' : ` ${unit}`
  return left === null ? `${words(used)}${named} used, no limit` : `${words(used)}${named} used, ${words(left)} left`
}

function digestsLine(digests: StatusInput['digests']): string {
  const shown = digests.slice(0, DIGESTS_MAX).map(({ title, at }) => `“${clipped(title, 60)}” on ${momentInWords(at)} (${at.timeZoneId})`)
  const more = digests.length - shown.length
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

function pausedLine(paused: StatusInput['paused']): string {
  const shown = paused.slice(0, DIGESTS_MAX).map((one) => `“${clipped(one.topic, 60)}”${pausedInWords(one).replace('; paused', '')}`)
  const more = paused.length - shown.length
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}; to let one go on: `
}

const NO_DIGEST = 'none; to add one: '
const SUBSCRIBE = '/brief subscribe border daily 08:00 Asia/Yangon'
const resumeOf = ([first]: StatusInput['paused']) => `/brief resume ${clipped(first?.topic ?? '', 60)}`

function deliveriesLine({ twins, ambiguous }: StatusInput): string {
  const double = twins === 0 ? [] : [`${countOf(twins, 'message')} stood double for a while and ${twins === 1 ? 'was' : 'were'} removed`]
  const doubtful =
    ambiguous === 0
      ? []
      : [`of ${countOf(ambiguous, 'message')} nobody could say whether ${ambiguous === 1 ? 'it was' : 'they were'} posted`]
  return [...double, ...doubtful].join('; ')
}
