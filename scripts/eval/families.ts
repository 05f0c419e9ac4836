// Scores families: copies of one page as several extractors see it, and pairs of rewrites and look-alikes; paths are arguments.
import { readFileSync } from 'node:fs'
import { pairScore, placeAll, shuffled } from './indexed.ts'

type Row = Readonly<{ page: string; version: string; text: string }>
type Side = Readonly<{ headline: string; text: string; publishedAt: string }>
type Pair = Readonly<{ id: string; join: boolean; differs: string | null; kind: string; a: Side; b: Side }>

const rowsOf = <T>(path: string, marker: string): T[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{') && !line.startsWith('{"readme"') && line.includes(marker))
    .map((line) => JSON.parse(line) as T)

/** Pairs of versions held together, against pairs of one page. */
export async function scoreCopies(path: string, onMiss: (a: Row, b: Row, together: boolean) => void = () => {}) {
  const rows = shuffled(rowsOf<Row>(path, '"page"'), 7)
  const placed = await placeAll(rows.map((row, at) => ({ id: `n${at}`, text: row.text })))
  for (let a = 0; a < rows.length; a++) {
    for (let b = a + 1; b < rows.length; b++) {
      const together = placed[a]?.familyId === placed[b]?.familyId
      if (together !== (rows[a]?.page === rows[b]?.page)) onMiss(rows[a] as Row, rows[b] as Row, together)
    }
  }
  return {
    rows: rows.length,
    ...pairScore(
      rows.map((row) => row.page),
      placed.map((place) => place.familyId),
    ),
  }
}

/** Each pair alone: how many rewrites join and how many look-alikes do. */
export async function scorePairs(path: string, onMiss: (pair: Pair) => void = () => {}) {
  const tally = { rewrites: 0, joined: 0, lookAlikes: 0, confused: 0 }
  for (const pair of rowsOf<Pair>(path, '"join"')) {
    const placed = await placeAll([
      { id: 'a', ...pair.a },
      { id: 'b', ...pair.b },
    ])
    const together = placed[0]?.familyId === placed[1]?.familyId
    if (pair.join) tally.rewrites++
    else tally.lookAlikes++
    if (together && pair.join) tally.joined++
    if (together && !pair.join) tally.confused++
    if (together !== pair.join) onMiss(pair)
  }
  return tally
}

if (process.argv[1] === import.meta.filename) {
  const [, , copies = '', pairs = ''] = process.argv
  const verbose = process.argv.includes('--verbose')
  const { precision, recall, f1, rows } = await scoreCopies(copies, (a, b, together) => {
    if (verbose) console.log(together ? 'JOINED' : 'parted', a.page, a.version, b.page, b.version)
  })
  console.log(`copies  F1 ${f1.toFixed(4)}  P ${precision.toFixed(4)}  R ${recall.toFixed(4)}  (${rows} texts)`)
  if (pairs !== '' && !pairs.startsWith('--')) {
    const tally = await scorePairs(
      pairs,
      (pair) => verbose && console.log(pair.join ? 'parted' : 'JOINED', pair.id, pair.kind, pair.differs),
    )
    console.log(`pairs   rewrites joined ${tally.joined} of ${tally.rewrites}, look-alikes joined ${tally.confused} of ${tally.lookAlikes}`)
  }
}
