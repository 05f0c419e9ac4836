// npm run fuzz:discord -- [--requests N] [--seed N]: what is not Discord's at Discord's door. Prints what was tried and found; fails when anything got in.
import { parseArgs } from 'node:util'
import { printDoor } from './door-run.ts'
import { runDiscordDoor } from './discord-http-run.ts'

const { values } = parseArgs({ options: { requests: { type: 'string', default: '100000' }, seed: { type: 'string' } } })
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const started = performance.now()
console.log(`seed ${seed}`)
const report = await runDiscordDoor({ requests: Number(values.requests), seed })
printDoor('Discord', report, (performance.now() - started) / 1_000)
