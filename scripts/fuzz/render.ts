// `npm run fuzz:render -- [--count N] [--seed S]`: hostile titles, texts, names and questions as both platforms would get them; prints every message that is wrong.
import { parseArgs } from 'node:util'
import { renderHostile } from './render-run.ts'

const { values } = parseArgs({ options: { count: { type: 'string', default: '100000' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000_007)
const from = performance.now()
const { documents, messages, faults } = renderHostile({ count: Number(values.count), seed })
for (const { kind, seed: at, what } of faults) console.log(`${kind} ${at}: ${what}`)
console.log(
  `seed ${seed}: ${documents} hostile documents, ${messages} messages on both platforms, ${faults.length} faults, ${((performance.now() - from) / 1000).toFixed(0)} s`,
)
process.exitCode = faults.length > 0 ? 1 : 0
