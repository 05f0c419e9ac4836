// `npm run fuzz:verify -- [--count N] [--seed S] [--data FOLDER]`: mutants against the verifier; prints the seed, the counts, and every wrong one.
import { parseArgs } from 'node:util'
import { fuzzSentences } from './fuzz-sentences.ts'
import { accepts, runMutants } from './verify-run.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string' }, data: { type: 'string' } },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000_007)
const sentences = fuzzSentences(values.data)
console.log(`seed ${seed}, ${sentences.length} sentences`)
const [from, cpu] = [performance.now(), process.cpuUsage()]
const { mutants, accepted, wrong } = runMutants(accepts, sentences, { count: Number(values.count), seed })
const seconds = (performance.now() - from) / 1000
const { user, system } = process.cpuUsage(cpu)
const busy = (user + system) / 1e6
for (const { how, faults, source, claim } of wrong.slice(0, 20)) console.log(`${how}: ${faults.join('; ')}\n  S ${source}\n  C ${claim}`)
console.log(
  `${mutants} mutants in ${seconds.toFixed(1)} s, ${busy.toFixed(1)} s of a core (${Math.round(mutants / busy)} a core-second): ${accepted} accepted, ${wrong.length} of them wrong`,
)
process.exitCode = wrong.length > 0 ? 1 : 0
