// npm run fuzz:slack -- [--requests N] [--seed N]: what is not Slack's at Slack's door. Prints what was tried and found; fails when anything got in.
import { parseArgs } from 'node:util'
import { printDoor } from './door-run.ts'
import { runSlackDoor } from './slack-http-run.ts'

const { values } = parseArgs({ options: { requests: { type: 'string', default: '100000' }, seed: { type: 'string' } } })
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const started = performance.now()
console.log(`seed ${seed}`)
const report = await runSlackDoor({ requests: Number(values.requests), seed })
printDoor('Slack', report, (performance.now() - started) / 1_000)
