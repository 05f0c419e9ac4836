// Takes from WordNet which words mean nearly the same and writes src/search/word-kin.ts: `word-kin.ts FOLDER`, that of WordNet's files index.sense, data.noun, …
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stemOf } from '../../src/base/stem.ts'

const LEAST_USE = 2 // times that WordNet's own texts have the word
const MOST_SENSES = 4
const LEAST_SHARE = 0.15 // of the uses of a word, for any sense but the first
const MOST_KIN = 4
const LINE = 600

type Pointer = Readonly<{ kind: string; to: string; from: number; at: number }>
type Synset = Readonly<{ words: readonly string[]; pointers: readonly Pointer[] }>
type Sense = Readonly<{ synset: string; number: number; uses: number }>

const FILES = { noun: 'n', verb: 'v', adj: 'a', adv: 'r' } as const
const TYPES: Readonly<Record<string, string>> = { 1: 'n', 2: 'v', 3: 'a', 4: 'r', 5: 'a' }
const PLAIN = /^[a-z]{3,}$/

const folder = process.argv[2] ?? '.'
const synsets = readSynsets()
const senses = readSenses()
const uses = new Map([...senses].map(([word, own]) => [word, own.reduce((sum, sense) => sum + sense.uses, 0)]))
write(kinRows())

function readSynsets(): Map<string, Synset> {
  const found = new Map<string, Synset>()
  for (const [name, type] of Object.entries(FILES)) {
    for (const line of linesOf(`data.${name}`)) {
      const fields = (line.split('|')[0] ?? '').split(' ')
      const count = Number.parseInt(fields[3] ?? '0', 16)
      const words = Array.from({ length: count }, (_, i) => (fields[4 + 2 * i] ?? '').toLowerCase().replace(/\(.*/, ''))
      const first = 5 + 2 * count
      const pointers = Array.from({ length: Number(fields[first - 1]) }, (_, i) => {
        const [kind = '', offset = '', to = '', ends = ''] = fields.slice(first + 4 * i, first + 4 * i + 4)
        return {
          kind,
          to: to.replace('s', 'a') + offset,
          from: Number.parseInt(ends.slice(0, 2), 16),
          at: Number.parseInt(ends.slice(2), 16),
        }
      })
      found.set(type + fields[0], { words, pointers })
    }
  }
  return found
}

function readSenses(): Map<string, Sense[]> {
  const found = new Map<string, Sense[]>()
  for (const line of linesOf('index.sense')) {
    const [key = '', offset = '', number = '0', count = '0'] = line.split(' ')
    const [word = '', rest = ''] = key.split('%')
    if (!PLAIN.test(word)) continue
    found.set(word, [
      ...(found.get(word) ?? []),
      { synset: `${TYPES[rest[0] ?? '']}${offset}`, number: Number(number), uses: Number(count) },
    ])
  }
  for (const own of found.values()) own.sort((a, b) => b.uses - a.uses || a.number - b.number || (a.synset < b.synset ? -1 : 1))
  return found
}

function linesOf(name: string): string[] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '))
}

/** Stem, then the stems nearest to it; the most used words first. */
function kinRows(): string[][] {
  const rows = new Map<string, string[]>()
  const words = [...senses.keys()].filter((word) => (uses.get(word) ?? 0) >= LEAST_USE)
  for (const word of words.sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0) || (a < b ? -1 : 1))) {
    const stem = stemOf(word)
    const row = rows.get(stem) ?? []
    for (const other of kinOf(word)) {
      const kin = stemOf(other)
      if (kin !== stem && !row.includes(kin) && row.length < MOST_KIN) row.push(kin)
    }
    if (row.length > 0) rows.set(stem, row)
  }
  return [...rows].map(([stem, row]) => [stem, ...row])
}

/** Words of the same senses, and those derived from the word in them; of the most used sense first. */
function kinOf(word: string): string[] {
  const own = senses.get(word) ?? []
  const all = (uses.get(word) ?? 0) + 1
  return own
    .slice(0, MOST_SENSES)
    .filter(({ number, uses: count }) => number === 1 || count / all >= LEAST_SHARE)
    .flatMap(({ synset }) => {
      const { words, pointers } = synsets.get(synset) ?? { words: [], pointers: [] }
      const derived = pointers
        .filter(({ kind, from }) => kind === '+' && words[from - 1] === word)
        .map(({ to, at }) => synsets.get(to)?.words[at - 1] ?? '')
      return [...words, ...derived]
    })
    .filter((other) => other !== word && (uses.get(other) ?? 0) > 0)
}

function write(rows: readonly string[][]): void {
  const lines: string[] = []
  let line = ''
  for (const row of rows) {
    const next = line === '' ? row.join(' ') : `${line}|${row.join(' ')}`
    if (next.length > LINE) lines.push(line)
    line = next.length > LINE ? row.join(' ') : next
  }
  lines.push(line)
  const path = join(import.meta.dirname, '../../src/search/word-kin.ts')
  writeFileSync(
    path,
    `// Stems that mean nearly the same as the first of their row, written by scripts/fit/word-kin.ts from WordNet 3.1, © 2011 Princeton University; its licence is in docs/licences/wordnet.txt.
export const WORD_KIN = \`${lines.join('\n')}\`
`,
  )
  process.stdout.write(`${rows.length} rows\n`)
}
