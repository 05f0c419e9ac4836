// The sentences that mutants are made of: the project's own articles, the sources of the wording files, and the articles of a folder.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
/** Not the held-out ones: a mutant that is found and printed would show them to whoever mends the rules. */
const FILES = ['attacks.jsonl', 'benign.jsonl']

/** Every sentence of 4 to 80 words; `folder` adds the .txt and .md files of a folder. */
export function fuzzSentences(folder?: string): readonly string[] {
  const texts = FILES.flatMap(sourcesOf)
  for (const from of [join(ROOT, 'seeds/articles'), ...(folder && existsSync(folder) ? [folder] : [])]) {
    for (const file of globSync('**/*.{md,txt}', { cwd: from }).sort()) texts.push(...sentencesIn(readFileSync(join(from, file), 'utf8')))
  }
  return [...new Set(texts)].filter((text) => text.split(' ').length >= 4 && text.split(' ').length <= 80)
}

function sourcesOf(file: string): readonly string[] {
  const lines = readFileSync(join(ROOT, 'tests/wording', file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  return lines.flatMap((line) => (JSON.parse(line) as { sources: { text: string }[] }).sources.map(({ text }) => text))
}

const sentencesIn = (text: string): readonly string[] => {
  const body = text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/\s+/g, ' ')
  return [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(body)].map(({ segment }) => segment.trim())
}
