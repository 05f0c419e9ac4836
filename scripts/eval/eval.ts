// `npm run eval -- --data FOLDER`: every figure of the index and of the answers on public sets, in one table.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readBodies, scoreBodies } from './bodies.ts'
import { scoreCopies, scorePairs } from './families.ts'
import { scoreFeeds } from './feeds.ts'
import { scoreLibraries } from './libraries.ts'
import { openQuestionDesk } from './question-desk.ts'
import { scoreAbstention, scoreAnswers } from './questions.ts'
import { readQuestions } from './read-questions.ts'
import { scoreRobust } from './robust.ts'
import { scoreSentences } from './sentences.ts'
import { scoreStories } from './stories.ts'
import { scoreTopics } from './topics.ts'

type Row = Readonly<{ what: string; goal: string; got: string }>

const { values } = parseArgs({ options: { data: { type: 'string' }, only: { type: 'string' } } })
const folder = values.data
if (folder === undefined || !existsSync(folder)) {
  process.stderr.write(
    'eval: say where the sets are: npm run eval -- --data FOLDER [--only questions,libraries,abstention,index,stories,feeds,bodies,robust]\n',
  )
  process.exit(2)
}

const wanted = new Set(values.only?.split(',') ?? ['questions', 'libraries', 'abstention', 'index', 'feeds', 'bodies', 'robust'])
const pairs = join(import.meta.dirname, '../../tests/wording/pairs.jsonl')
const of = (name: string) => join(folder, name)
const ofQuestions = ['questions', 'libraries', 'abstention'].some((part) => wanted.has(part))
const rows = [
  ...(ofQuestions ? await questionRows() : []),
  ...(wanted.has('index') ? await indexRows() : []),
  ...(wanted.has('index') || wanted.has('stories') ? await storyRows() : []),
  ...(wanted.has('feeds') ? feedRows() : []),
  ...(wanted.has('bodies') ? await bodyRows() : []),
  ...(wanted.has('robust') ? await robustRows() : []),
]
print(rows)

async function questionRows(): Promise<Row[]> {
  const set = readQuestions(of('qa_squad2dev.jsonl'))
  const desk = await openQuestionDesk(set.paragraphs)
  const found: Row[] = []
  if (wanted.has('questions')) {
    const score = await scoreAnswers(desk, set)
    found.push({ what: `sentence hit@1, ${score.asked} questions`, goal: '≥ 80', got: percent(score.hit1) })
    found.push({ what: 'sentence hit@5', goal: '≥ 94', got: percent(score.hit5) })
    found.push({ what: 'paragraph MRR@10', goal: '≥ 92', got: percent(score.mrr10) })
    found.push({ what: 'hit@1 of claims[0]', goal: 'within 1', got: percent(score.claim1) })
    for (const [word, { asked, hit1 }] of score.byType) found.push({ what: `  hit@1 of "${word}", ${asked}`, goal: '', got: percent(hit1) })
    found.push({ what: 'milliseconds a question, p50 / p95', goal: '', got: `${score.p50.toFixed(1)} / ${score.p95.toFixed(1)}` })
  }
  if (wanted.has('libraries')) {
    for (const { name, hit1, hit5, mrr10, p50 } of scoreLibraries(desk, set)) {
      found.push({
        what: `${name}: hit@1, hit@5, MRR@10, ms`,
        goal: '',
        got: `${percent(hit1)}  ${percent(hit5)}  ${percent(mrr10)}  ${p50.toFixed(2)}`,
      })
    }
  }
  if (wanted.has('abstention')) {
    const score = await scoreAbstention(desk, set)
    found.push({ what: 'AUROC, all of the title left out', goal: '≥ .98', got: score.titleOut.toFixed(3) })
    found.push({ what: 'AUROC, the paragraph left out', goal: '≥ .90', got: score.paragraphOut.toFixed(3) })
    found.push({ what: 'AUROC, unanswerable questions', goal: '≥ .70', got: score.unanswerable.toFixed(3) })
  }
  return found
}

async function indexRows(): Promise<Row[]> {
  const copies = await scoreCopies(of('neardup_extractors.jsonl'))
  const written = await scorePairs(pairs)
  return [
    { what: 'families: F1 / precision', goal: '≥ .975 / ≥ .999', got: `${copies.f1.toFixed(4)} / ${copies.precision.toFixed(4)}` },
    {
      what: 'written rewrites joined / look-alikes joined',
      goal: '≥ 36 of 40 / 0 of 40',
      got: `${written.joined} of ${written.rewrites} / ${written.confused} of ${written.lookAlikes}`,
    },
    ...scoreSentences(of('sentseg.jsonl')).map(({ set, f1 }) => ({
      what: `sentence boundaries F1, ${set}`,
      goal: set.includes('golden') ? '≥ .90' : '≥ .98',
      got: f1.toFixed(4),
    })),
  ]
}

async function storyRows(): Promise<Row[]> {
  const set = of('clusters_ecbplus.jsonl')
  const stories = await scoreStories(set)
  const { topics, purity, inverse, covered, agreement } = await scoreTopics(set)
  return [
    { what: 'stories: B-cubed F1', goal: '≥ .93', got: stories.f1.toFixed(4) },
    { what: `${topics} found topics: purity / inverse purity`, goal: '', got: `${purity.toFixed(4)} / ${inverse.toFixed(4)}` },
    { what: '  articles covered / agreement of three orders', goal: '', got: `${covered.toFixed(4)} / ${agreement.toFixed(4)}` },
  ]
}

function feedRows(): Row[] {
  return scoreFeeds(of('feeds_feedparser.jsonl')).map(({ name, files, crashed, rejected, asserted, held, slowest }) => ({
    what: `feeds, ${name}: ${files} files, crashed ${crashed}, refused ${rejected}, slowest ${slowest.toFixed(0)} ms`,
    goal: name === 'all' ? '0 crashed, ≥ 98 %' : '',
    got: `${held} of ${asserted} (${percent((100 * held) / asserted)} %)`,
  }))
}

async function bodyRows(): Promise<Row[]> {
  const scores = await scoreBodies(readBodies(of('html_extraction')))
  return scores.map(({ name, pages, f1, precision, recall, p50 }, at) => ({
    what: `bodies of ${pages} pages, ${name}: F1 / precision / recall, ${p50.toFixed(0)} ms`,
    goal: at === 0 ? '≥ .95' : '',
    got: `${f1.toFixed(4)} / ${precision.toFixed(4)} / ${recall.toFixed(4)}`,
  }))
}

async function robustRows(): Promise<Row[]> {
  const { files, items, stored, rejected, refused, threw } = await scoreRobust(of('robust.jsonl'))
  return [
    {
      what: `${files} hostile or broken feeds: refused ${refused}; ${items} items: stored ${stored}, rejected ${rejected}`,
      goal: '0 lost, 0 threw',
      got: `${items - stored - rejected} lost, ${threw} threw`,
    },
  ]
}

function percent(value: number): string {
  return value.toFixed(1)
}

function print(table: readonly Row[]): void {
  const width = Math.max(...table.map(({ what }) => what.length))
  const goals = Math.max(...table.map(({ goal }) => goal.length))
  for (const { what, goal, got } of table) process.stdout.write(`${what.padEnd(width)}  ${goal.padEnd(goals)}  ${got}\n`)
}
