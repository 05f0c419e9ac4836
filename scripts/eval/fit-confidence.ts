// Fits the trees of src/search/confidence-trees.ts on a set of questions and writes them: `fit-confidence.ts SET`. Fit the weights that rank first: their sum is one of the signs.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { confidenceSigns } from '../../src/search/confidence.ts'
import { sumOfTrees, writeTrees } from '../../src/search/trees.ts'
import { FOLDS, openFitting } from './fitting.ts'
import type { Sample } from './least-loss.ts'
import { leastTrees } from './least-trees.ts'
import { auroc } from './questions.ts'
import { type Question, readQuestions } from './read-questions.ts'

/** Questions without an answer count less: a set's adversaries are not what people ask. */
const WEIGHT = { answerable: 1, paragraphOut: 1, titleOut: 0.8, unanswerable: 0.4 } as const
const CANDIDATES = 16
const OUTPUT = join(import.meta.dirname, '../../src/search/confidence-trees.ts')

type Condition = keyof typeof WEIGHT
type Kept = Readonly<{ sample: Sample; fold: number; condition: Condition }>

const set = readQuestions(process.argv[2] ?? '')
const fitting = await openFitting(set)
const answerable = set.questions.filter((question) => question.answerable)
const kept = await samples()
crossValidate(kept)
write(kept)

async function samples(): Promise<Kept[]> {
  const found: Kept[] = []
  const take = async (questions: readonly Question[], condition: Condition) => {
    for (const asked of questions) {
      const { ranked, plan, question } = await fitting.run(asked, CANDIDATES)
      const signs = confidenceSigns(ranked, plan, question)
      if (signs === null) continue
      const sample = { values: Object.values(signs), good: condition === 'answerable', weight: WEIGHT[condition] }
      found.push({ sample, fold: fitting.foldOf(asked), condition })
    }
  }
  await take(answerable, 'answerable')
  await take(
    set.questions.filter((question) => !question.answerable),
    'unanswerable',
  )
  await leaveOut(take)
  return found
}

async function leaveOut(take: (questions: readonly Question[], condition: Condition) => Promise<void>): Promise<void> {
  const about = (id: string) => answerable.filter((question) => question.doc_id === id)
  for (const title of new Set(set.paragraphs.map((paragraph) => paragraph.title))) {
    const ids = set.paragraphs.filter((paragraph) => paragraph.title === title).map((paragraph) => paragraph.doc_id)
    for (const id of ids) {
      fitting.remove(id)
      await take(about(id), 'paragraphOut')
      fitting.put(id)
    }
    for (const id of ids) fitting.remove(id)
    await take(ids.flatMap(about), 'titleOut')
    for (const id of ids) fitting.put(id)
  }
}

function crossValidate(all: readonly Kept[]): void {
  const scored: { score: number; condition: Condition }[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const trees = leastTrees(all.filter((one) => one.fold !== fold).map((one) => one.sample))
    for (const { sample, condition } of all.filter((one) => one.fold === fold))
      scored.push({ score: sumOfTrees(trees, sample.values), condition })
  }
  const of = (condition: Condition) => scored.filter((one) => one.condition === condition).map((one) => one.score)
  for (const condition of ['titleOut', 'paragraphOut', 'unanswerable'] as const)
    process.stdout.write(`AUROC ${condition} ${auroc(of('answerable'), of(condition)).toFixed(4)} over ${FOLDS} folds by title\n`)
  for (const line of [0.1, 0.2, 0.3, 0.4]) process.stdout.write(`${line}: ${shares(line)}\n`)

  function shares(line: number): string {
    const above = (condition: Condition) => {
      const own = of(condition)
      return (100 * own.filter((score) => 1 / (1 + Math.exp(-score)) >= line).length) / own.length
    }
    return (Object.keys(WEIGHT) as Condition[]).map((condition) => `${condition} ${above(condition).toFixed(1)} %`).join(', ')
  }
}

function write(all: readonly Kept[]): void {
  const table = writeTrees(leastTrees(all.map((one) => one.sample)))
  writeFileSync(
    OUTPUT,
    `// The trees that confidence sums, written by scripts/eval/fit-confidence.ts; values are those of confidenceSigns, in its order.
import { readTrees } from './trees.ts'

export const CONFIDENCE_TREES = readTrees(\`
${table}
\`)
`,
  )
}
