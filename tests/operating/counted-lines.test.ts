// Lines that are counted: each is one the code writes, counted under labels of few values whatever the fields hold.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COUNTERS, HISTOGRAMS, LINES, type Tally } from '../../src/adapters/operating/counted-lines.ts'
import { createMetrics } from '../../src/adapters/operating/metrics.ts'
import type { LogFields } from '../../src/base/log.ts'

const SRC = join(import.meta.dirname, '../../src')
const code = globSync('**/*.ts', { cwd: SRC })
  .filter((file) => !file.includes('counted-lines'))
  .map((file) => readFileSync(join(SRC, file), 'utf8'))
  .join('\n')

describe('counted lines', () => {
  it.each(Object.keys(LINES))('“%s” is written by the code', (message) => {
    expect(code).toContain(`('${message}'`)
  })

  it('make few series, whatever is in the fields', () => {
    const series = new Set<string>()
    const tally: Tally = {
      add: (name, labels = {}) => void series.add(`${name} ${JSON.stringify(labels)}`),
      note: (name, _value, labels = {}) => void series.add(`${name} ${JSON.stringify(labels)}`),
    }
    const field = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('slack', 'answer', 'channel', 'budget-allTokens'),
    )
    const fields = fc.record(
      Object.fromEntries(
        [
          ...['platform', 'kind', 'reason', 'refused', 'gone', 'attempts', 'lateMs', 'removed', 'tokensIn', 'added', 'failed'],
          ...['route', 'code', 'via', 'by', 'waitMs', 'verdict', 'rule', 'result', 'parts'],
        ].map((name) => [name, field]),
      ),
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(LINES)), fields, (message, given) => {
        LINES[message]?.(tally, given as LogFields)
      }),
      { numRuns: 3_000 },
    )
    expect(series.size).toBeLessThan(130)
  })

  it('take routes, codes and rules by their form, so that no id, token or word can become a label', () => {
    const labels: string[] = []
    const tally: Tally = { add: (_, given = {}) => void labels.push(...Object.values(given)), note: () => {} }
    const hostile = [
      'POST /channels/1234567/messages',
      'GET /webhooks/:id/aW50ZXJhY3Rpb24',
      'chat.postMessage?token=xoxb',
      'who fled',
      '200 OK',
      'V3 a figure',
      'H',
    ]
    for (const word of hostile) {
      LINES['platform asked']?.(tally, { platform: word, route: word, code: word })
      LINES['claim judged']?.(tally, { verdict: word, rule: word })
      LINES['fetched']?.(tally, { result: 'refused', rule: word })
    }
    expect(new Set(labels)).toEqual(new Set(['other', 'refused']))
    labels.length = 0
    LINES['platform asked']?.(tally, { platform: 'discord', route: 'PATCH /webhooks/:id/:token/messages/@original', code: '429' })
    LINES['platform asked']?.(tally, { platform: 'slack', route: 'apps.connections.open', code: 'none' })
    LINES['claim judged']?.(tally, { verdict: 'repair', rule: 'V11' })
    expect(labels).toEqual([
      'discord',
      'PATCH /webhooks/:id/:token/messages/@original',
      '429',
      'slack',
      'apps.connections.open',
      'none',
      'repair',
      'V11',
    ])
  })

  it('only use labels that their metric declares', () => {
    const declared: Readonly<Record<string, Readonly<{ labels: readonly string[] }>>> = { ...COUNTERS, ...HISTOGRAMS }
    const check = (name: string, labels: Readonly<Record<string, string>> = {}) =>
      expect(declared[name]?.labels).toEqual(Object.keys(labels))
    const tally: Tally = { add: (name, labels) => check(name, labels), note: (name, _value, labels) => check(name, labels) }
    const fields = {
      platform: 'slack',
      attempts: 3,
      lateMs: 20,
      added: 1,
      updated: 1,
      unchanged: 1,
      rejected: 1,
      tokensIn: 1,
      tokensOut: 1,
      removed: 1,
      waitMs: 20,
      result: 'refused',
    }
    for (const count of Object.values(LINES)) count(tally, fields)
  })
})

describe('metrics', () => {
  it('bear the names that dashboards for it are written with', async () => {
    const metrics = createMetrics('1.2.3')
    metrics.stand({ vitals: null, ready: true, platforms: {}, budgetLeft: 0.5, sound: true })
    const text = await metrics.text()
    metrics.stop()
    const named = [
      ...['bb_digest_due_total', 'bb_digest_sent_total', 'bb_digest_skipped_total', 'bb_delivery_lateness_seconds', 'bb_delivery_unknown'],
      ...['bb_delivery_reconciled_total', 'bb_delivery_duplicates_removed_total', 'bb_schedule_missed_window_total'],
      ...[
        'bb_platform_requests_total',
        'bb_discord_invalid_requests',
        'bb_ratelimit_wait_seconds',
        'bb_fetch_total',
        'bb_fetch_blocked_total',
      ],
      ...[
        'bb_llm_requests_total',
        'bb_llm_tokens_total',
        'bb_llm_budget_remaining_ratio',
        'bb_verify_total',
        'bb_db_integrity_ok',
        'bb_tzdb_info',
      ],
    ]
    for (const name of named) expect(text, name).toContain(`# TYPE ${name} `)
    const docs = readFileSync(join(SRC, '../docs/operating.md'), 'utf8')
    const own = [...text.matchAll(/^# TYPE (bb_\w+)/gm)].map(([, name = '']) => name)
    expect(own.filter((name) => !docs.includes(`\`${name}`))).toEqual([])
  })

  it('count what Discord holds against an address, over its ten minutes', async () => {
    let now = 0
    const metrics = createMetrics('1.2.3', () => now)
    const log = metrics.counted({ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} })
    const lately = async () => {
      metrics.stand({ vitals: null, ready: true, platforms: {}, budgetLeft: null, sound: null })
      return /^bb_discord_invalid_requests (\d+)$/m.exec(await metrics.text())?.[1]
    }
    for (const isInvalid of [true, false, true])
      log.debug('platform asked', { platform: 'discord', route: 'GET /gateway', code: '429', isInvalid })
    expect(await lately()).toBe('2')
    now = 599_000
    log.debug('platform asked', { platform: 'discord', route: 'GET /gateway', code: '403', isInvalid: true })
    expect(await lately()).toBe('3')
    now = 601_000
    expect(await lately()).toBe('1')
    metrics.stop()
  })

  it('are told in Prometheus’ text format: help and type before values, counters that only grow, buckets that add up', async () => {
    const metrics = createMetrics('1.2.3')
    const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
    const log = metrics.counted(silent)
    log.info('inbound answered', { platform: 'slack', kind: 'answer' })
    log.info('inbound answered', { platform: 'slack', kind: 'no-evidence' })
    log.info('inbound answered', { platform: 'teams "quoted"\n', kind: 'x' })
    log.info('digest sent', { deliveryId: 'secret-id', platform: 'discord', attempts: 3, lateMs: 1_500 })
    log.warn('digest stood double', { removed: 2 })
    log.debug('model asked', { tokensIn: 100, tokensOut: 7, failed: false })
    const text = await metrics.text()
    metrics.stop()
    expect(text).toContain('bb_answers_total{platform="slack",kind="answer"} 1')
    expect(text).toContain('bb_answers_total{platform="other",kind="other"} 1')
    expect(text).toContain('bb_digest_sent_total{platform="discord"} 1')
    expect(text).toContain('bb_digest_retries_total 2')
    expect(text).toContain('bb_delivery_duplicates_removed_total 2')
    expect(text).toContain('bb_llm_tokens_total{type="input"} 100')
    expect(text).toContain('bb_delivery_lateness_seconds_bucket{le="1"} 0')
    expect(text).toContain('bb_delivery_lateness_seconds_bucket{le="2"} 1')
    expect(text).toContain('bb_log_lines_total{level="info"} 4')
    expect(text).toContain('bb_build_info{version="1.2.3"')
    expect(text).toMatch(/process_resident_memory_bytes \d/)
    expect(text).toMatch(/nodejs_eventloop_lag_seconds /)
    expect(text).not.toContain('secret-id')
    for (const line of text.split('\n').filter((one) => one !== ''))
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z0-9_]+ .+|[a-z0-9_:]+(\{[a-z_]+="(?:[^"\\]|\\.)*"(,[a-z_]+="(?:[^"\\]|\\.)*")*\})? -?[\d.e+-]+|[a-z0-9_]+ (NaN|[+-]Inf))$/i,
      )
  })
})
