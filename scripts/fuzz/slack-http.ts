// npm run fuzz:slack -- [--requests N] [--seed N]: what is not Slack's at Slack's door. Prints what was tried and found; fails when anything got in.
import { parseArgs } from 'node:util'
import { runDoor } from './slack-http-run.ts'

const { values } = parseArgs({ options: { requests: { type: 'string', default: '100000' }, seed: { type: 'string' } } })
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const started = performance.now()
console.log(`seed ${seed}`)
const { sent, kinds, genuine, faults } = await runDoor({ requests: Number(values.requests), seed })
for (const [kind, count] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${String(count).padStart(7)}  ${kind}`)
for (const fault of faults.slice(0, 50)) console.log(fault)
const seconds = ((performance.now() - started) / 1_000).toFixed(0)
console.log(`${sent} requests that are not Slack's in ${seconds} s, ${genuine} genuine ones in between: ${faults.length} faults`)
process.exitCode = faults.length > 0 ? 1 : 0
