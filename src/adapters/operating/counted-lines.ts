// Which lines of the log are counted, and as what: one line is written for each outcome, so counting them counts outcomes.
import type { LogFields } from '../../base/log.ts'

/** Adds to a counter, or notes a value of a histogram, by name. Labels are of the few values listed with each metric. */
export type Tally = Readonly<{
  add: (name: CounterName, labels?: Readonly<Record<string, string>>, by?: number) => void
  note: (name: HistogramName, value: number, labels?: Readonly<Record<string, string>>) => void
}>

/** Counter → what it counts, and its labels. No label has values of people, workspaces, channels or words. */
export const COUNTERS = {
  bb_answers_total: { help: 'Inbound events that were answered, by what the reply was.', labels: ['platform', 'kind'] },
  bb_inbound_failed_total: { help: 'Inbound events whose reply is that something went wrong.', labels: ['platform'] },
  bb_replies_unshown_total: { help: 'Replies that the platform did not take.', labels: ['platform'] },
  bb_unanswered_told_total: {
    help: 'People told that they were never shown an answer, by whether that reached them.',
    labels: ['platform', 'outcome'],
  },
  bb_digest_due_total: { help: 'Digests that came due.', labels: [] },
  bb_digest_sent_total: { help: 'Messages of digests that stand, by platform.', labels: ['platform'] },
  bb_digest_retries_total: { help: 'Attempts beyond the first of messages that stand in the end.', labels: [] },
  bb_digest_skipped_total: { help: 'Messages of digests that were passed over or given up, by reason.', labels: ['reason'] },
  bb_schedule_missed_window_total: {
    help: 'Digests that came due while nobody could send them in time: watch for any increase.',
    labels: [],
  },
  bb_delivery_doubts_total: { help: 'Posts of which the platform did not say whether they stand.', labels: [] },
  bb_delivery_refused_total: { help: 'Posts that the platform refused, by what was refused.', labels: ['of'] },
  bb_delivery_reconciled_total: { help: 'Posts in doubt that turned out to stand, by what told so.', labels: ['via'] },
  bb_delivery_duplicates_removed_total: { help: 'Second messages that were removed.', labels: [] },
  bb_platform_requests_total: {
    help: 'Requests to the platforms, by route and by the status of the answer.',
    labels: ['platform', 'route', 'code'],
  },
  bb_fetch_total: { help: 'Addresses of feeds and pages that were to be fetched, by what came of it.', labels: ['result'] },
  bb_fetch_blocked_total: { help: 'Fetches that our own rules forbade, by rule.', labels: ['rule'] },
  bb_verify_total: { help: 'Claims that were shown, by the verdict on the words and the rule that gave it.', labels: ['verdict', 'rule'] },
  bb_source_polls_total: { help: 'Readings of feeds, sitemaps and pages, by result.', labels: ['result'] },
  bb_source_articles_total: { help: 'Entries of sources, by what became of them.', labels: ['outcome'] },
  bb_llm_requests_total: { help: 'Requests to the model, by outcome.', labels: ['outcome'] },
  bb_llm_tokens_total: { help: 'Tokens of the model.', labels: ['type'] },
  bb_log_lines_total: { help: 'Lines of the log, by level, also those below the level that is written.', labels: ['level'] },
} as const

export const HISTOGRAMS = {
  bb_answer_seconds: {
    help: 'From an inbound event to the end of its reply.',
    labels: ['platform'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 60],
  },
  bb_ratelimit_wait_seconds: {
    help: 'How long something had to wait: for a limit that the platform named, or for our own pace of digests.',
    labels: ['platform', 'by'],
    buckets: [0.05, 0.25, 1, 2, 5, 15, 60, 300],
  },
  bb_delivery_lateness_seconds: {
    help: 'From when a digest was due to when a message of it stands.',
    labels: [],
    buckets: [0.25, 0.5, 1, 2, 5, 15, 60, 300, 900, 3600],
  },
} as const

export type CounterName = keyof typeof COUNTERS
export type HistogramName = keyof typeof HISTOGRAMS

const PLATFORMS = ['slack', 'discord', 'web', 'console']
const KINDS = ['answer', 'no-evidence', 'stale-evidence', 'notice', 'none']
const UNSENT = [
  ...['ambiguous', 'earlier-part-failed', 'expired', 'nothing-to-send', 'quiet', 'subscription-changed', 'superseded', 'too-many-attempts'],
]
const VIA = ['event', 'history', 'nonce', 'none']
const FETCHED = ['ok', 'not-modified', 'failed', 'too-soon', 'refused']
const RULES = ['address', 'scheme', 'credentials', 'port', 'list', 'not-public', 'downgrade', 'robots']
const TOLD = ['sent', 'not-sent', 'refused', 'unknown']
const VERDICTS = ['accept', 'repair', 'drop']
const REFUSED = ['channel', 'workspace', 'message', 'token']
const UNASKED = [
  'budget-workspaceTokens',
  'budget-workspaceMoney',
  'budget-allTokens',
  'budget-allMoney',
  'budget-personRequests',
  'budget-unknown',
]

/** One of the few values known, so that a metric can never have thousands of series. */
const oneOf = (known: readonly string[], value: unknown) => (typeof value === 'string' && known.includes(value) ? value : 'other')
/** Of the code's own words, which are few, and of their form alone. */
const like = (form: RegExp, value: unknown) => (typeof value === 'string' && form.test(value) ? value : 'other')
const ROUTE = /^(?:[A-Z]{3,6} (?:\/(?:[a-z@-]{1,20}|:id|:token)){1,7}|[a-z]{2,15}(?:\.[a-zA-Z]{2,30}){1,3})$/
const CODE = /^(?:[1-5]\d\d|none)$/
const RULE = /^(?:OK|[A-Z]\d{1,2})$/
const numberOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0)

/** By the message of a line. A test holds each message against the code that writes it. */
export const LINES: Readonly<Record<string, (tally: Tally, fields: LogFields) => void>> = {
  'inbound answered': ({ add }, { platform, kind }) =>
    add('bb_answers_total', { platform: oneOf(PLATFORMS, platform), kind: oneOf(KINDS, kind) }),
  'inbound failed': ({ add }, { platform }) => add('bb_inbound_failed_total', { platform: oneOf(PLATFORMS, platform) }),
  'reply not shown': ({ add }, { platform }) => add('bb_replies_unshown_total', { platform: oneOf(PLATFORMS, platform) }),
  'told of no answer': ({ add }, { platform, outcome }) =>
    add('bb_unanswered_told_total', { platform: oneOf(PLATFORMS, platform), outcome: oneOf(TOLD, outcome) }),
  'digest due': ({ add }) => add('bb_digest_due_total'),
  'digest missed': ({ add }, { reason }) => {
    add('bb_schedule_missed_window_total')
    add('bb_digest_skipped_total', { reason: oneOf(UNSENT, reason) })
  },
  'digest frozen': ({ add }, { kind, parts }) => {
    if (kind === 'quiet' && parts === 0) add('bb_digest_skipped_total', { reason: 'quiet' })
  },
  'digest sent': ({ add, note }, { platform, attempts, lateMs }) => {
    add('bb_digest_sent_total', { platform: oneOf(PLATFORMS, platform) })
    if (numberOf(attempts) > 1) add('bb_digest_retries_total', {}, numberOf(attempts) - 1)
    if (typeof lateMs === 'number') note('bb_delivery_lateness_seconds', Math.max(0, lateMs) / 1000)
  },
  'digest not sent': ({ add }, { reason }) => add('bb_digest_skipped_total', { reason: oneOf(UNSENT, reason) }),
  'digest in doubt': ({ add }) => add('bb_delivery_doubts_total'),
  'digest refused': ({ add }, { refused }) => add('bb_delivery_refused_total', { of: oneOf(REFUSED, refused) }),
  'doubt settled': ({ add }, { via }) => add('bb_delivery_reconciled_total', { via: oneOf(VIA, via) }),
  'digest stood double': ({ add }, { removed }) => add('bb_delivery_duplicates_removed_total', {}, numberOf(removed)),
  'platform asked': ({ add }, { platform, route, code }) =>
    add('bb_platform_requests_total', { platform: oneOf(PLATFORMS, platform), route: like(ROUTE, route), code: like(CODE, code) }),
  'platform limits': ({ note }, { platform, by, waitMs }) =>
    note('bb_ratelimit_wait_seconds', numberOf(waitMs) / 1000, {
      platform: oneOf(PLATFORMS, platform),
      by: oneOf(['platform', 'pace'], by),
    }),
  fetched: ({ add }, { result, rule }) => {
    add('bb_fetch_total', { result: oneOf(FETCHED, result) })
    if (result === 'refused') add('bb_fetch_blocked_total', { rule: oneOf(RULES, rule) })
  },
  'claim judged': ({ add }, { verdict, rule }) => add('bb_verify_total', { verdict: oneOf(VERDICTS, verdict), rule: like(RULE, rule) }),
  'source polled': ({ add }, fields) => {
    add('bb_source_polls_total', { result: 'read' })
    for (const outcome of ['added', 'updated', 'unchanged', 'rejected']) {
      if (numberOf(fields[outcome]) > 0) add('bb_source_articles_total', { outcome }, numberOf(fields[outcome]))
    }
  },
  'source failed': ({ add }, { gone }) => add('bb_source_polls_total', { result: gone === true ? 'gone' : 'failed' }),
  'model asked': ({ add }, { tokensIn, tokensOut, failed }) => {
    add('bb_llm_requests_total', { outcome: failed === true ? 'failed' : 'replied' })
    add('bb_llm_tokens_total', { type: 'input' }, numberOf(tokensIn))
    add('bb_llm_tokens_total', { type: 'output' }, numberOf(tokensOut))
  },
  'model not asked': ({ add }, { reason }) => add('bb_llm_requests_total', { outcome: oneOf(UNASKED, reason) }),
}
