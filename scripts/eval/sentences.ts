// Scores sentence boundaries against a set of texts with their sentences; the set's path is an argument.
import { readFileSync } from 'node:fs'
import { cutSentences } from '../../src/index/passages.ts'

type Row = Readonly<{ set: string; name: string; text: string; sents: readonly string[] }>
export type SentenceScore = Readonly<{ set: string; precision: number; recall: number; f1: number; texts: number }>

/** F1 over the ends of sentences, as offsets into the text without white space, so that trimming plays no part. */
export function scoreSentences(path: string, onMiss: (row: Row, got: readonly string[]) => void = () => {}): SentenceScore[] {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"sents"'))
    .map((line) => JSON.parse(line) as Row)
  const tallies = new Map<string, { hit: number; got: number; gold: number; texts: number }>()
  for (const row of rows) {
    const got = cutSentences(row.text).map(({ start, end }) => row.text.slice(start, end))
    const tally = tallies.get(row.set) ?? { hit: 0, got: 0, gold: 0, texts: 0 }
    const goldEnds = endsOf(row.sents)
    const gotEnds = endsOf(got)
    const hit = [...gotEnds].filter((end) => goldEnds.has(end)).length
    if (hit < gotEnds.size || hit < goldEnds.size) onMiss(row, got)
    tallies.set(row.set, { hit: tally.hit + hit, got: tally.got + gotEnds.size, gold: tally.gold + goldEnds.size, texts: tally.texts + 1 })
  }
  return [...tallies].map(([set, { hit, got, gold, texts }]) => {
    const precision = hit / got
    const recall = hit / gold
    return { set, precision, recall, f1: (2 * precision * recall) / (precision + recall), texts }
  })
}

function endsOf(sentences: readonly string[]): Set<number> {
  let length = 0
  return new Set(sentences.map((sentence) => (length += sentence.replace(/\s+/g, '').length)))
}

if (process.argv[1] === import.meta.filename) {
  const verbose = process.argv.includes('--verbose')
  const show = (row: Row, got: readonly string[]) => {
    if (!verbose) return
    const missing = row.sents.filter((sentence) => !got.includes(sentence))
    console.log(
      `${row.set} ${row.name}\n  gold ${JSON.stringify(missing)}\n  got  ${JSON.stringify(got.filter((s) => !row.sents.includes(s)))}`,
    )
  }
  for (const { set, precision, recall, f1, texts } of scoreSentences(process.argv[2] ?? '', show)) {
    console.log(
      `${set.padEnd(10)} F1 ${(100 * f1).toFixed(1)}  P ${(100 * precision).toFixed(1)}  R ${(100 * recall).toFixed(1)}  (${texts} texts)`,
    )
  }
}
