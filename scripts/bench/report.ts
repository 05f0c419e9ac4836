// The table that `npm run bench` prints (pure).
import type { AskFigures, Times } from './ask-phase.ts'
import type { Fts5Figures } from './fts5-phase.ts'
import type { IngestFigures } from './ingest-phase.ts'
import type { Spread } from './measure.ts'
import { KINDS } from './questions.ts'

export type Size = Readonly<{ articles: number; ingest: IngestFigures; ask: AskFigures; fts5: Fts5Figures }>

type Line = Readonly<{
  name: string
  cell: (size: Size) => string
  /** `met` says whether a size reaches it; null where it does not apply */
  goal?: Readonly<{ words: string; met: (size: Size) => boolean | null }>
}>

const ASK_P95_MS = 30
const TIMES_FASTER = 2
const STALL_MS = 50
const PER_SECOND = 300
/** Up to `MANY` articles, and above. */
const RESTART_MS = [2_000, 15_000] as const
const MANY = 10_000
const LAST_OF_FIRST = 0.8
const RESIDENT_MIB = 1024
/** Rates of fewer articles say nothing, and a query over them takes FTS5 less time than one answer takes to be written down. */
const ENOUGH = 1_000

const ms = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0))
const spread = ({ p50, p95, max }: Spread) => `${ms(p50)} / ${ms(p95)} / ${ms(max)}`
const times = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0))
const mib = (value: number) => `${value.toFixed(0)} MiB`
const lastOfFirst = ({ ingest }: Size) => (ingest.tenths.at(-1) ?? 0) / (ingest.tenths[0] ?? 1)
const many = (size: Size, met: boolean) => (size.articles < ENOUGH ? null : met)
const ratio = ({ ask, fts5 }: Size, kind: keyof Times, at: 'p50' | 'p95') => fts5.times[kind][at] / ask.times[kind][at]
const ratios = (size: Size, kind: keyof Times) => `${times(ratio(size, kind, 'p50'))} / ${times(ratio(size, kind, 'p95'))}`

const LINES: readonly Line[] = [
  {
    name: 'ask, ms p50 / p95 / max',
    cell: ({ ask }) => spread(ask.times.all),
    goal: { words: `p95 ≤ ${ASK_P95_MS}`, met: ({ ask }) => ask.times.all.p95 <= ASK_P95_MS },
  },
  ...KINDS.map((kind) => ({ name: `  ${kind}`, cell: ({ ask }: Size) => spread(ask.times[kind]) })),
  { name: 'FTS5 OR, top 10, ms', cell: ({ fts5 }) => spread(fts5.times.all) },
  ...KINDS.map((kind) => ({ name: `  ${kind}`, cell: ({ fts5 }: Size) => spread(fts5.times[kind]) })),
  {
    name: 'times faster, p50 / p95',
    cell: (size) => ratios(size, 'all'),
    goal: {
      words: `≥ ${TIMES_FASTER} / ${TIMES_FASTER}`,
      met: (size) => many(size, ratio(size, 'all', 'p50') >= TIMES_FASTER && ratio(size, 'all', 'p95') >= TIMES_FASTER),
    },
  },
  ...KINDS.map((kind) => ({ name: `  ${kind}`, cell: (size: Size) => ratios(size, kind) })),
  {
    name: 'longest stall, asking, ms',
    cell: ({ ask }) => ms(ask.longestStall),
    goal: { words: `≤ ${STALL_MS}`, met: ({ ask }) => ask.longestStall <= STALL_MS },
  },
  { name: 'answered, of the questions', cell: ({ ask }) => String(ask.answered) },
  { name: 'asked while ingesting, ms', cell: ({ ask }) => spread(ask.beside.times) },
  {
    name: '  longest stall / p99, ms',
    cell: ({ ask }) => `${ms(ask.beside.longestStall)} / ${ms(ask.beside.p99Stall)}`,
    goal: { words: `≤ ${STALL_MS}`, met: ({ ask }) => ask.beside.longestStall <= STALL_MS },
  },
  {
    name: 'restart to first answer, ms',
    cell: ({ ask }) => ask.restart.toFixed(0),
    goal: { words: `≤ ${RESTART_MS.join(' / ')}`, met: ({ articles, ask }) => ask.restart <= RESTART_MS[articles > MANY ? 1 : 0] },
  },
  { name: '  longest stall meanwhile, ms', cell: ({ ask }) => ms(ask.longestStallOpening) },
  {
    name: 'ingest, articles / s',
    cell: ({ ingest }) => ingest.perSecond.toFixed(0),
    goal: { words: `≥ ${PER_SECOND}`, met: (size) => many(size, size.ingest.perSecond >= PER_SECOND) },
  },
  { name: '  / s of processor time', cell: ({ ingest }) => ingest.perProcessorSecond.toFixed(0) },
  {
    name: '  last tenth / first tenth',
    cell: (size) => (size.articles < ENOUGH ? '–' : `${(100 * lastOfFirst(size)).toFixed(0)} %`),
    goal: { words: `≥ ${100 * LAST_OF_FIRST} %`, met: (size) => many(size, lastOfFirst(size) >= LAST_OF_FIRST) },
  },
  {
    name: '  longest stall / p99, ms',
    cell: ({ ingest }) => `${ms(ingest.longestStall)} / ${ms(ingest.p99Stall)}`,
  },
  {
    name: 'resident peak, ingest',
    cell: ({ ingest }) => mib(ingest.peakMiB),
    goal: { words: `≤ ${mib(RESIDENT_MIB)}`, met: ({ ingest }) => ingest.peakMiB <= RESIDENT_MIB },
  },
  {
    name: 'resident peak, asking',
    cell: ({ ask }) => mib(ask.peakMiB),
    goal: { words: `≤ ${mib(RESIDENT_MIB)}`, met: ({ ask }) => ask.peakMiB <= RESIDENT_MIB },
  },
]

/** One column a size, the goal last; a figure that misses its goal has a `!`. */
export function tableOf(sizes: readonly Size[]): string {
  const head = ['articles', ...sizes.map(({ articles }) => articles.toLocaleString('en-US')), 'goal']
  const rows = LINES.map(({ name, cell, goal }) => [
    name,
    ...sizes.map((size) => `${cell(size)}${goal?.met(size) === false ? ' !' : ''}`),
    goal?.words ?? '',
  ])
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
