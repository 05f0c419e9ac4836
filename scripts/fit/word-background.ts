// Counts in how many texts common words stand and writes src/index/word-background.ts; texts are JSONL files given as arguments.
import { readFileSync, writeFileSync } from 'node:fs'
import { wordsOf } from '../../src/index/words.ts'

type Row = Readonly<{ text?: string; title?: string; page?: string; type?: string; name?: string }>
const LEAST = 4 // texts; rarer words are all taken for rare
const LINE = 138

/** One text per title or page, so that a long subject does not make its words common. */
function textsOf(paths: readonly string[]): string[] {
  const texts = new Map<string, string>()
  for (const line of paths.flatMap((path) => readFileSync(path, 'utf8').split('\n'))) {
    if (!line.startsWith('{') || line.startsWith('{"readme"')) continue
    const row = JSON.parse(line) as Row
    const key = row.title ?? row.page ?? row.name
    if (row.text === undefined || key === undefined || row.type === 'q' || row.text.length < 400) continue
    texts.set(key, row.page !== undefined ? row.text : `${texts.get(key) ?? ''}\n${row.text}`)
  }
  return [...texts.values()]
}

const texts = textsOf(process.argv.slice(2))
const counts = new Map<string, number>()
for (const text of texts) {
  const words = new Set(wordsOf(text).flatMap((word) => (/^[a-z]+$/.test(word.folded) && !word.stop ? [word.stem] : [])))
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
}
const common = Map.groupBy(
  [...counts].filter(([, count]) => count >= LEAST).sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)),
  ([, count]) => count,
)
const lines = [...common].flatMap(([count, words]) => wrapped([`${count}:`, ...words.map(([word]) => word)]))

function wrapped(words: readonly string[]): string[] {
  const rows = ['']
  for (const word of words) {
    const last = rows.length - 1
    if (`${rows[last]} ${word}`.length > LINE) rows.push(word)
    else rows[last] = `${rows[last]} ${word}`.trim()
  }
  return rows
}

writeFileSync(
  new URL('../../src/index/word-background.ts', import.meta.url),
  `// How common words are in general text, so that rarity does not hang on the articles at hand; made by scripts/fit/word-background.ts (pure data).

/** Texts counted. */
export const BACKGROUND_TEXTS = ${texts.length}

/** Stems by the number of texts they stand in: "12: word word". */
export const BACKGROUND = \`
${lines.join('\n')}
\`
`,
)
