// npm run fuzz:model -- [--replies N] [--seed N]: a hostile model end to end. Prints what was tried and found; fails when anything was.
import { parseArgs } from 'node:util'
import { runHostile } from './hostile-run.ts'

const { values } = parseArgs({ options: { replies: { type: 'string', default: '100000' }, seed: { type: 'string' } } })
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const started = performance.now()
console.log(`seed ${seed}`)
const report = await runHostile({ replies: Number(values.replies), seed })
const { replies, used, verdicts, shortened, grouped, rejected, outbound, faults } = report
const seconds = (performance.now() - started) / 1000
const words = ['accept', 'repair', 'drop'].map((verdict) => `${verdict} ${verdicts[verdict] ?? 0}`).join(', ')
console.log(
  `${replies} replies in ${seconds.toFixed(0)} s; used in ${used}; claims by the model: ${words}; shortened ${shortened}; outbound requests ${outbound}`,
)
console.log(`in groups ${grouped.answers}, with ${grouped.headings} headings; ${grouped.refused} headings refused`)
console.log(
  `not used: ${Object.entries(rejected)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ')}`,
)
for (const fault of faults) console.log(fault)
console.log(`${faults.length} faults`)
process.exitCode = faults.length > 0 ? 1 : 0
