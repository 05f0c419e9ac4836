// `npm run bench:verify`: what the verifier does in a second of one core, and how its time grows with the source; prints figures, sets no limits.
import { fuzzSentences } from '../fuzz/fuzz-sentences.ts'
import { dropParts, makeSentence } from '../fuzz/made-sentences.ts'
import { nextMutant } from '../fuzz/mutants.ts'
import { accepts } from '../fuzz/verify-run.ts'
import { randomOf } from './random.ts'

const CLAIMS = 20_000
const KIB = 1024
/** Sources that a careless rule would read again and again. */
const HOSTILE: Readonly<Record<string, string>> = {
  'one word': 'a',
  commas: 'a, ',
  openers: 'the mayor, a judge, who was ',
  brackets: '((((',
  quotes: '"a" ',
  'coordinated verbs': 'and said and left ',
  'no spaces': 'abcdefgh',
  'short sentences': 'He left. ',
}

const coreSeconds = (work: () => void) => {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1e6
}

const random = randomOf(1)
const sentences = fuzzSentences()
const pairs: Readonly<Record<string, readonly (readonly [claim: string, source: string])[]>> = {
  verbatim: Array.from(
    { length: CLAIMS },
    (_, n) => [sentences[n % sentences.length] ?? '', sentences[n % sentences.length] ?? ''] as const,
  ),
  mutants: Array.from({ length: CLAIMS }, () => nextMutant(sentences, random)).map(({ claim, source }) => [claim, source] as const),
  shortenings: Array.from({ length: CLAIMS }, () => makeSentence(random)).map((made) => [dropParts(made, random).text, made.text] as const),
}

for (const [name, list] of Object.entries(pairs)) {
  const pass = () => {
    for (const [claim, source] of list) accepts(claim, source)
  }
  pass() // warm
  const seconds = Math.min(...[0, 1, 2].map(() => coreSeconds(pass)))
  console.log(`${name}: ${Math.round(list.length / seconds)} sentences a core-second`)
}
for (const [name, unit] of Object.entries(HOSTILE)) {
  const timeOf = (size: number) => {
    const source = `The mayor ${unit.repeat(Math.ceil(size / unit.length)).slice(0, size)} left the town.`
    return Math.min(...[0, 1, 2].map(() => coreSeconds(() => accepts('The mayor left the town.', source))))
  }
  const [small, large] = [timeOf(256 * KIB), timeOf(1024 * KIB)]
  console.log(`1 MiB of ${name}: ${large.toFixed(2)} s, ${(large / Math.max(small, 1e-3)).toFixed(1)} times a quarter of it (linear: 4)`)
}
