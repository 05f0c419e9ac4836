// Claims that are not what their source says: words swapped, altered, left out, put in, sentences spliced, characters tricked (pure, from a seed).
import type { Random } from '../bench/random.ts'
import { dropParts, makeSentence } from './made-sentences.ts'

/** `untrue`: known from how it was made to say something else than its source. */
export type Mutant = Readonly<{ how: string; source: string; claim: string; untrue: boolean }>

const SWAPS: readonly (readonly string[])[] = [
  ['million', 'billion', 'thousand', 'hundred'],
  ['km', 'miles', 'metres', 'feet', 'kilometres'],
  ['percent', 'percentage points', '%'],
  ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'November'],
  ['said', 'confirmed', 'denied', 'claimed'],
  ['China', 'Myanmar', 'India', 'Thailand'],
  ['not', 'now', 'never'],
  ['may', 'will', 'did', 'might'],
  ['rose', 'fell'],
  ['more', 'less', 'fewer'],
  ['before', 'after', 'until', 'from'],
  ['first', 'second', 'last'],
  ['and', 'or', 'but'],
  ['$', '€', '£'],
]
const INSERTED = [
  'not',
  'allegedly',
  'only',
  '12',
  'confirmed',
  'https://evil.test/x',
  '<@U123>',
  '@everyone',
  '[click](http://x.test)',
  '**now**',
  'Ruili',
  'denied',
  '`x`',
  '<b>',
  'never',
]
const TRICKS = ['\u200B', '\u202E', '\u00AD', '\u2066', '\uFE0F', '\u{E0041}', '\u0301\u0301\u0301']
const LOOKALIKES: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', '1': '１', '2': '²', '3': '٣' }

type Maker = (words: string[], random: Random, other: string) => string | null

const MAKERS: Readonly<Record<string, Maker>> = {
  'swap words': (words, random) => {
    const [i, j] = [random.below(words.length), random.below(words.length)]
    ;[words[i], words[j]] = [words[j] ?? '', words[i] ?? '']
    return words.join(' ')
  },
  'alter a number': (words, random) => {
    const at = words.map((word, n) => (/\d/.test(word) ? n : -1)).filter((n) => n >= 0)
    if (at.length === 0) return null
    const n = random.pick(at)
    words[n] = (words[n] ?? '').replace(/\d/, (digit) => String((Number(digit) + 1 + random.below(8)) % 10))
    return words.join(' ')
  },
  'swap two numbers': (words, random) => {
    const at = words.map((word, n) => (/\d/.test(word) ? n : -1)).filter((n) => n >= 0)
    if (at.length < 2) return null
    const [i, j] = [random.pick(at), random.pick(at)]
    ;[words[i], words[j]] = [words[j] ?? '', words[i] ?? '']
    return words.join(' ')
  },
  'swap a kind': (words, random) => {
    const text = words.join(' ')
    const sets = SWAPS.filter((list) => list.some((word) => text.includes(word)))
    if (sets.length === 0) return null
    const set = random.pick(sets)
    const from = random.pick(set.filter((word) => text.includes(word)))
    return text.replace(from, random.pick(set))
  },
  'drop words': (words, random) => {
    for (let left = 1 + random.below(3); left > 0; left -= 1) words.splice(random.below(words.length), 1)
    return words.join(' ')
  },
  'drop a run': (words, random) => {
    words.splice(random.below(words.length), 1 + random.below(8))
    return words.join(' ')
  },
  'drop segments': (words, random) => {
    const segments = words.join(' ').split(/(?=, | – | \()|(?<=,)|(?<=\))/)
    return segments
      .filter((_, n) => n === 0 || random.chance(0.7))
      .join('')
      .replace(/,$/, '.')
  },
  'reorder segments': (words, random) => {
    const segments = words.join(' ').split(', ')
    if (segments.length < 2) return null
    const at = random.below(segments.length - 1)
    segments.splice(at, 2, segments[at + 1] ?? '', segments[at] ?? '')
    return segments.join(', ')
  },
  splice: (words, random, other) => {
    const tail = other.split(' ')
    return [...words.slice(0, 1 + random.below(words.length)), ...tail.slice(random.below(tail.length))].join(' ')
  },
  insert: (words, random) => {
    words.splice(random.below(words.length + 1), 0, random.pick(INSERTED))
    return words.join(' ')
  },
  'hide characters': (words, random) => {
    const n = random.below(words.length)
    const word = words[n] ?? ''
    const at = random.below(word.length + 1)
    words[n] = word.slice(0, at) + random.pick(TRICKS) + word.slice(at)
    return words.join(' ')
  },
  'look alike': (words, random) => {
    const text = words.join(' ')
    const from = random.pick(Object.keys(LOOKALIKES))
    return text.includes(from) ? text.replace(from, LOOKALIKES[from] ?? '') : null
  },
  'change quotes': (words, random) => {
    const text = words.join(' ')
    if (/["“”]/.test(text)) return text.replace(/["“”]/, '')
    const n = random.below(words.length)
    words[n] = `“${words[n]}”`
    return words.join(' ')
  },
  'change marks': (words, random) => {
    const text = words.join(' ')
    return text.replace(random.pick([',', '.', '-', '%', '$', ':']), random.pick([',', '.', '-', '%', '', ' ']))
  },
}
const HOW = Object.keys(MAKERS)

/** The next mutant of these sentences; one in four is made from parts whose truth is known. */
export function nextMutant(sentences: readonly string[], random: Random): Mutant {
  if (random.chance(0.25)) {
    const made = makeSentence(random)
    const { text, untrue } = dropParts(made, random)
    return { how: 'drop parts', source: made.text, claim: text, untrue }
  }
  for (;;) {
    const source = random.chance(0.2) ? makeSentence(random).text : random.pick(sentences)
    const how = random.pick(HOW)
    const claim = MAKERS[how]?.(source.split(' '), random, random.pick(sentences)) ?? null
    if (claim === null) continue
    const again = random.chance(0.2) ? MAKERS['drop segments']?.(claim.split(' '), random, source) : null
    return { how, source, claim: again ?? claim, untrue: false }
  }
}
