// Fits the weights of src/search/weights.ts on a set of questions and prints them: `fit.ts SET`.
import { SENTENCE, type SentenceFeature } from '../../src/search/weights.ts'
import { FOLDS, openFitting } from './fitting.ts'
import { dot, type Group, leastListwise, type Sample } from './least-loss.ts'
import { holdsAnswer, readQuestions } from './read-questions.ts'

/** Chosen by hand: the set has no headings and no places, and few questions that want a unit or a count. */
const CHOSEN: readonly SentenceFeature[] = ['heading', 'elsewhere', 'unit', 'counts']
const FITTED = (Object.keys(SENTENCE) as SentenceFeature[]).filter((name) => !CHOSEN.includes(name))
const CANDIDATES = 40

const set = readQuestions(process.argv[2] ?? '')
const fitting = await openFitting(set)
await fitSentences()

async function fitSentences(): Promise<void> {
  const groups: { group: Group; fold: number }[] = []
  for (const question of set.questions.filter(({ answerable }) => answerable)) {
    const { ranked } = await fitting.run(question, CANDIDATES)
    const group = ranked.map(({ features, passage }) => ({
      values: FITTED.map((name) => features[name]),
      good: holdsAnswer(question, passage),
    }))
    groups.push({ group, fold: fitting.foldOf(question) })
  }
  let hits = 0
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weights = leastListwise(groups.filter((one) => one.fold !== fold).map((one) => one.group))
    for (const { group } of groups.filter((one) => one.fold === fold)) {
      const best = group.reduce<Sample | null>(
        (top, one) => (top === null || dot(weights, one.values) > dot(weights, top.values) ? one : top),
        null,
      )
      if (best?.good) hits += 1
    }
  }
  const weights = leastListwise(groups.map((one) => one.group))
  process.stdout.write(`sentences: hit@1 ${((100 * hits) / groups.length).toFixed(2)} over ${FOLDS} folds by title\n`)
  for (const [at, name] of FITTED.entries()) process.stdout.write(`  ${name}: ${(weights[at] ?? 0).toFixed(2)},\n`)
}
