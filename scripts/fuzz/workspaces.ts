// `npm run fuzz:workspaces -- [--count N] [--seed S]`: random commands of random workspaces over one data file; prints every word of one that another was shown.
import { parseArgs } from 'node:util'
import { crossReads } from './workspaces-run.ts'

const { values } = parseArgs({ options: { count: { type: 'string', default: '100000' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000_007)
const from = performance.now()
const seconds = () => ((performance.now() - from) / 1000).toFixed(0)
const onSequence = (sequence: number, leaks: number) => {
  if (sequence % 1_000 === 999) console.log(`${sequence + 1} sequences in ${seconds()} s, ${leaks} reads`)
}
const { sequences, commands, leaks } = await crossReads({ count: Number(values.count), seed, onSequence })
for (const { sequence, workspace, said, found } of leaks) console.log(`sequence ${sequence}: ${workspace} was shown ${found} for “${said}”`)
console.log(
  `seed ${seed}: ${sequences} sequences, ${commands} commands of 6 workspaces, ${leaks.length} reads across workspaces, ${seconds()} s`,
)
process.exitCode = leaks.length > 0 ? 1 : 0
