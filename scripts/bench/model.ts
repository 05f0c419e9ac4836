// How an answer fares when the model fails: every failure mode on every dialect, what came out and how long after the failure (`npm run bench:model`).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { askFailing, askWithout, complaint, type Outcome } from '../../tests/fakes/failing-model.ts'
import { type Api, DIALECTS } from '../../tests/fakes/model-server-dialects.ts'
import { FAILURE_MODES } from '../../tests/fakes/model-server-failures.ts'

const APIS: readonly Api[] = process.argv.includes('--responses') ? ['responses'] : ['chat']
const DEADLINE_MS = 6_000 // as the settings have it when nothing is set
const dataDir = mkdtempSync(join(tmpdir(), 'bench-model-'))
const without = await askWithout(dataDir, (product) =>
  product.ingest.takeIn(folderSource(join(import.meta.dirname, '../../seeds/articles')), OPERATOR),
)

const wrong: string[] = []
const quick: number[] = []
const slowest = { ms: 0, name: '' }
const endless: number[] = []
const inAll: number[] = []
let right = 0
for (const api of APIS) {
  for (const dialect of DIALECTS) {
    const outcome = async (mode: (typeof FAILURE_MODES)[number]) => ({ mode, outcome: await askFailing(mode, { dataDir, dialect, api }) })
    const ended = FAILURE_MODES.filter((mode) => !mode.endless)
    const outcomes: Readonly<{ mode: (typeof FAILURE_MODES)[number]; outcome: Outcome }>[] = []
    for (const mode of ended) outcomes.push(await outcome(mode))
    outcomes.push(...(await Promise.all(FAILURE_MODES.filter((mode) => mode.endless).map(outcome))))
    for (const { mode, outcome: one } of outcomes) {
      const why = complaint(one, without)
      if (why === null) right += 1
      else wrong.push(`${dialect} ${api}: ${mode.name}: ${why}`)
      inAll.push(one.inAllMs)
      if (mode.endless) endless.push(one.afterFailureMs - DEADLINE_MS)
      else {
        quick.push(one.afterFailureMs)
        if (one.afterFailureMs > slowest.ms) Object.assign(slowest, { ms: one.afterFailureMs, name: `${dialect}: ${mode.name}` })
      }
    }
  }
}
rmSync(dataDir, { recursive: true, force: true })

const at = (values: readonly number[], share: number) =>
  (values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0).toFixed(1)
const line = (what: string, values: readonly number[]) =>
  `${what}: median ${at(values, 0.5)} ms, p95 ${at(values, 0.95)} ms, most ${at(values, 1)} ms (${values.length})`
process.stdout.write(
  [
    ...wrong,
    `${FAILURE_MODES.length} failure modes × ${DIALECTS.length} dialects: ${right} of ${right + wrong.length} answered as without a model`,
    line('from the failure to the answer, where the server lets go', quick),
    `  most after: ${slowest.name}`,
    line('from the deadline to the answer, where it never does', endless),
    line('from the question to the answer, all', inAll),
    '',
  ].join('\n'),
)
