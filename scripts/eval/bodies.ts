// Scores article bodies: the text this project keeps of a page, and readability's over the same tree, against the body people marked.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { z } from 'zod'
import { makeArticle } from '../../src/ingest/make-article.ts'

const Gold = z.record(z.string(), z.object({ articleBody: z.string(), url: z.string().optional() }))
const RUN = 4 // words in a run: what the set's own scorer compares

export type BodyScore = Readonly<{ name: string; pages: number; f1: number; precision: number; recall: number; p50: number }>
export type BodyPage = Readonly<{ id: string; html: string; gold: string }>
type Reader = Readonly<{ name: string; read: (html: string) => Promise<string> }>

const ours: Reader = {
  name: 'here',
  read: async (html) => {
    const made = await makeArticle({ html }, { workspace: 'eval', source: 'eval', ingestedAt: '2024-01-01T00:00:00Z' })
    return made.kind === 'made' ? made.draft.text : ''
  },
}

const readability: Reader = {
  name: 'readability + linkedom',
  read: async (html) => {
    const { document } = parseHTML(html)
    return new Readability(document as unknown as ConstructorParameters<typeof Readability>[0]).parse()?.textContent ?? ''
  },
}

export function readBodies(folder: string): BodyPage[] {
  const gold = Gold.parse(JSON.parse(readFileSync(join(folder, 'ground-truth.json'), 'utf8')))
  return Object.entries(gold).map(([id, { articleBody }]) => ({
    id,
    gold: articleBody,
    html: gunzipSync(readFileSync(join(folder, 'html', `${id}.html.gz`))).toString('utf8'),
  }))
}

/** Runs of four words each text has, one page as much worth as another. */
export async function scoreBodies(
  pages: readonly BodyPage[],
  onPage: (page: BodyPage, text: string, reader: string, f1: number) => void = () => {},
): Promise<BodyScore[]> {
  const scores: BodyScore[] = []
  for (const { name, read } of [ours, readability]) {
    const sums = { precision: [] as number[], recall: [] as number[], took: [] as number[] }
    for (const page of pages) {
      const started = performance.now()
      const text = await read(page.html).catch(() => '')
      sums.took.push(performance.now() - started)
      const { precision, recall } = compare(page.gold, text)
      if (precision !== null) sums.precision.push(precision)
      if (recall !== null) sums.recall.push(recall)
      onPage(page, text, name, f1Of(precision ?? 0, recall ?? 0))
    }
    const [precision, recall] = [mean(sums.precision), mean(sums.recall)]
    const p50 = sums.took.sort((a, b) => a - b)[Math.floor(sums.took.length / 2)] ?? 0
    scores.push({ name, pages: pages.length, precision, recall, f1: f1Of(precision, recall), p50 })
  }
  return scores
}

function compare(gold: string, got: string): { precision: number | null; recall: number | null } {
  const [wanted, found] = [runsOf(gold), runsOf(got)]
  let both = 0
  for (const [run, count] of wanted) both += Math.min(count, found.get(run) ?? 0)
  const [all, had] = [total(wanted), total(found)]
  return { precision: had === 0 ? null : both / had, recall: all === 0 ? null : both / all }
}

function runsOf(text: string): Map<string, number> {
  const words = text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? []
  const runs = new Map<string, number>()
  for (let at = 0; at + Math.min(RUN, words.length) <= words.length && words.length > 0; at += 1) {
    const run = words.slice(at, at + RUN).join(' ')
    runs.set(run, (runs.get(run) ?? 0) + 1)
  }
  return runs
}

const total = (runs: ReadonlyMap<string, number>) => [...runs.values()].reduce((sum, count) => sum + count, 0)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
const f1Of = (precision: number, recall: number) => (2 * precision * recall) / (precision + recall || 1)
