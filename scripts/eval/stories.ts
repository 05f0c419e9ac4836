// Scores stories: news articles of look-alike events, B-cubed, over several orders of arrival; the path is an argument.
import { readFileSync } from 'node:fs'
import { bCubed, placeAll, shuffled } from './indexed.ts'

type Row = Readonly<{ doc_id: string; topic: string; story: string; sents: readonly string[] }>

export async function scoreStories(path: string, seed = 7) {
  const rows = shuffled(
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"doc_id"'))
      .map((line) => JSON.parse(line) as Row),
    seed,
  )
  const placed = await placeAll(rows.map((row) => ({ id: row.doc_id, text: row.sents.join('\n') })))
  const stories = new Set(placed.map((place) => place.storyId)).size
  return {
    rows: rows.length,
    stories,
    gold: new Set(rows.map((row) => row.story)).size,
    ...bCubed(
      rows.map((row) => row.story),
      placed.map((place) => place.storyId),
    ),
  }
}

if (process.argv[1] === import.meta.filename) {
  for (const seed of [7, 8, 9]) {
    const { precision, recall, f1, stories, gold } = await scoreStories(process.argv[2] ?? '', seed)
    console.log(
      `stories  B-cubed F1 ${f1.toFixed(4)}  P ${precision.toFixed(4)}  R ${recall.toFixed(4)}  (${stories} found, ${gold} real, order ${seed})`,
    )
  }
}
