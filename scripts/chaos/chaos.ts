// `npm run chaos [-- --row NAME] [--seed N] [--share X] [--deliveries N]`: runs the rows of the chaos table and prints what each one counted, with its seed.
import { parseArgs } from 'node:util'
import { clockRow } from './clock.ts'
import { deliveriesRow } from './deliveries.ts'
import { marksRowOf } from './marks.ts'
import { morningRows } from './morning.ts'
import type { Row } from './row.ts'
import { stopsRow } from './stops.ts'
import { zonesRow } from './zones.ts'

const ROWS: Readonly<Record<string, Row>> = {
  ...{ zones: zonesRow, clock: clockRow, deliveries: deliveriesRow, marks: marksRowOf(), stops: stopsRow },
  ...morningRows,
}

// The first signal asks a long row to count what it has; the second ends it, and what it started with it.
let signals = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    signals += 1
    if (signals > 1) process.exit(1)
  })
}

const { values } = parseArgs({
  options: {
    row: { type: 'string', multiple: true },
    seed: { type: 'string' },
    share: { type: 'string', default: '1' },
    deliveries: { type: 'string' },
  },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000_007)
const names = values.row ?? Object.keys(ROWS)
const unknown = names.find((name) => !(name in ROWS))
if (unknown !== undefined) {
  process.stderr.write(`There is no row ${unknown}: give one or more of ${Object.keys(ROWS).join(', ')}.\n`)
  process.exit(2)
}
const say = (line: string) => process.stderr.write(`${line}\n`)
const deliveries = values.deliveries === undefined ? null : Number(values.deliveries)
const options = { seed, share: Number(values.share), deliveries, say, isEnough: () => signals > 0 }
for (const name of names) {
  const from = performance.now()
  const report = await ROWS[name]?.(options)
  if (report === undefined) continue
  const seconds = ((performance.now() - from) / 1_000).toFixed(0)
  console.log(`\n${name} · seed ${report.seed} · ${seconds} s · ${report.broken.length === 0 ? 'kept' : 'BROKEN'}`)
  for (const figure of report.figures) console.log(`  ${figure}`)
  for (const fault of report.broken) console.log(`  ! ${fault}`)
  if (report.broken.length > 0) process.exitCode = 1
}
