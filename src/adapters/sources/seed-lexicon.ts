// Loads topics, places and names from the seeds folder; one bad entry is left out and told, never fatal.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { OPERATOR } from '../../domain/article.ts'
import type { Glossary, Lexicon, Name, Place } from '../../domain/lexicon.ts'
import type { Topic } from '../../domain/topic.ts'

const word = z.string().trim().min(1).max(200)
const aliases = z.array(word).max(200).default([])
const date = z
  .string()
  .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/)
  .nullable()
  .default(null)

const TopicEntry = z.object({ name: word, title: word, query: z.string().trim().min(1).max(1000), aliases })
const PlaceEntry = z.object({
  key: word,
  name: word,
  aliases,
  country: word.nullable().default(null),
  lat: z.number().min(-90).max(90).nullable().default(null),
  lon: z.number().min(-180).max(180).nullable().default(null),
  kind: word.default('place'),
})
const NameEntry = z.object({
  key: word,
  name: word,
  kind: z.enum(['person', 'group']),
  aliases,
  office: word.nullable().default(null),
  from: date,
  to: date,
  notSameAs: z.array(word).default([]),
})
const meanings = z.record(z.string().trim().min(1).max(100), z.string().max(100)).default({})
const GlossaryEntry = z.object({
  language: word,
  characters: z.string().max(10_000).default(''),
  asking: meanings,
  words: meanings,
  silent: z.array(word).default([]),
})

export type Seeds = Readonly<{
  topics: readonly Topic[]
  lexicon: Lexicon
  /** one sentence for each entry or file that was left out */
  problems: readonly string[]
}>

/** Reads `topics/`, `places/`, `names/` and `words/` below the folder: JSON files holding one entry or a list. What is missing is empty. */
export function loadSeeds(folder: string): Seeds {
  const problems: string[] = []
  const topics = readEntries(folder, 'topics', TopicEntry, problems).map((topic): Topic => ({ ...topic, workspace: OPERATOR }))
  const places: readonly Place[] = readEntries(folder, 'places', PlaceEntry, problems)
  const names: readonly Name[] = readEntries(folder, 'names', NameEntry, problems)
  const glossaries: readonly Glossary[] = readEntries(folder, 'words', GlossaryEntry, problems)
  return {
    topics: distinct(topics, (topic) => topic.name, 'topics', problems),
    lexicon: {
      places: distinct(places, (place) => place.key, 'places', problems),
      names: distinct(names, (name) => name.key, 'names', problems),
      glossaries: distinct(glossaries, (glossary) => glossary.language, 'words', problems),
    },
    problems,
  }
}

function readEntries<T>(folder: string, part: string, schema: z.ZodType<T>, problems: string[]): T[] {
  return filesIn(join(folder, part)).flatMap((file) => {
    const value = readJson(join(folder, part, file))
    if (value === undefined) {
      problems.push(`seeds: ${part}/${file} is no valid JSON and was left out.`)
      return []
    }
    return [value].flat().flatMap((entry, at) => {
      const parsed = schema.safeParse(entry)
      if (parsed.success) return [parsed.data]
      problems.push(`seeds: entry ${at + 1} of ${part}/${file} was left out: ${whatIsWrong(parsed.error)}.`)
      return []
    })
  })
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort()
  } catch {
    return [] // a folder without this part is a folder with none of it
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function whatIsWrong(error: z.ZodError): string {
  const [issue] = error.issues
  return issue ? `${issue.path.join('.') || 'the entry'}: ${issue.message}` : 'it is not of the form asked for'
}

/** Of two entries with one key the first stays. */
function distinct<T>(entries: readonly T[], keyOf: (entry: T) => string, part: string, problems: string[]): T[] {
  const seen = new Set<string>()
  return entries.filter((entry) => {
    const key = keyOf(entry)
    if (!seen.has(key)) return seen.add(key)
    problems.push(`seeds: ${part} hold ${key} twice; the first stays.`)
    return false
  })
}
