// Sentences made from parts, each marked as what a shortening may leave out or must keep: the truth about them is known (pure).
import type { Random } from '../bench/random.ts'

/** `must`: leaving this part out would change what the sentence says. */
type Part = Readonly<{ text: string; must: boolean }>
export type MadeSentence = Readonly<{ text: string; parts: readonly Part[] }>

const NAMES = ['Anna Berg', 'Tomas Holt', 'The ministry', 'Odex', 'The army', 'Lena Mirov', 'The council of Arlen', 'Rail workers']
const LOOSE_MIDDLE = [
  ', a former teacher,',
  ', many of them farmers,',
  ', who arrived in May,',
  ', which owns 12 farms,',
  ', founded by merchants,',
  ', tired and angry,',
  ' (a keen cyclist)',
  ' – a mainstay of the region –',
]
/** Between commas, and yet a part of the truth. */
const BOUND_MIDDLE = [
  ', food and energy excluded,',
  ', allegedly,',
  ', in the capital alone,',
  ', on paper,',
  ', it is claimed,',
  ', seasonally adjusted,',
  ', who denied it,',
  ', police said,',
  ', a character in a film,',
  ', if talks fail,',
  ', in a computer simulation,',
  ', not its rival,',
]
const VERBS = [
  'signed',
  'did not sign',
  'may sign',
  'attacked',
  'reportedly attacked',
  'lost',
  'rejected',
  'will visit',
  'approved',
  'was said to have sold',
]
const OBJECTS = [
  'the treaty',
  '12 tonnes of grain',
  'about 40 houses',
  'the town of Sorrat',
  '$1.8 billion',
  'fewer than 9 posts',
  '“a deal in name”',
  'up to 300 shares',
  'the bridge',
]
const BOUND_TAIL = [
  ', according to police',
  ', officials said',
  ' if the court agrees',
  ' until Friday',
  ', a rumour had it',
  ', at half speed',
  ', using blanks',
  ', eight mice',
  ', rolling his eyes',
  ', not on Monday',
  ', a claim the rebels deny',
  ', excluding exports',
]
const LOOSE_TAIL = [
  ', ending a long quarrel',
  ', leaving a trail of smoke',
  ', waving to children',
  ', to the relief of residents',
  ', injuring nine people',
]
const LEADS = [
  '',
  '',
  '',
  'In a novel, ',
  'On paper, ',
  'Unless it rains, ',
  'In the north, ',
  'Allegedly, ',
  'According to the UN, ',
  'By 2060, ',
  'In a drill, ',
]
const NEXT = ['', '', '', ' The claim could not be verified.', ' It later withdrew the figure.']

/** A sentence with up to two phrases that may go and up to three that may not. */
export function makeSentence(random: Random): MadeSentence {
  const lead = random.pick(LEADS)
  const name = random.pick(NAMES)
  const parts: Part[] = [
    { text: lead, must: true },
    { text: lead === '' ? name : name.replace(/^The /, 'the '), must: true },
    random.chance(0.5) ? { text: random.pick(LOOSE_MIDDLE), must: false } : { text: random.pick(BOUND_MIDDLE), must: true },
    { text: ` ${random.pick(VERBS)} ${random.pick(OBJECTS)}`, must: true },
    random.chance(0.5) ? { text: random.pick(LOOSE_TAIL), must: false } : { text: '', must: true },
    random.chance(0.6) ? { text: random.pick(BOUND_TAIL), must: true } : { text: '', must: true },
    { text: '.', must: true },
    { text: random.pick(NEXT), must: true },
  ].filter(({ text }) => text !== '')
  return { text: parts.map(({ text }) => text).join(''), parts }
}

/** The sentence without some of its parts, and whether a part went that had to stay. */
export function dropParts({ parts }: MadeSentence, random: Random): Readonly<{ text: string; untrue: boolean }> {
  const kept = parts.filter(({ text }) => text === '.' || random.chance(0.75))
  const text = kept
    .map((part) => part.text)
    .join('')
    .trim()
    .replace(/^[,\s–]+/, '')
  return { text: text.slice(0, 1).toUpperCase() + text.slice(1), untrue: parts.some((part) => part.must && !kept.includes(part)) }
}
