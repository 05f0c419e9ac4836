// Words before a noun or a verb that may go: a title before a name, looks and manners (pure).
import { gapAt, isCapital, type Source, wordAt } from './source.ts'
import { AUXILIARY, isPast, isTitlePart, MANNERLY, NATIONAL, ROLE, set } from './word-kinds.ts'

const NOT_A_PERSON =
  set(`street road avenue hospital airport school university park bridge foundation company department group motors bank ministry party council corporation inc ltd association
  union court office team club united city county state league island islands station square institute college electric house building trust fund institute museum library prize award cup river lake mountain`)
const BEFORE_A_TITLE = set('to by with from of for that')

/** “Interior Minister Yusuf Kaplan”: the whole title in front of a first and a last name. */
export const titleEnd = (source: Source, at: number): number | null => {
  const opens = at === source.sentenceStart[at] || (BEFORE_A_TITLE.has(wordAt(source, at - 1)) && gapAt(source, at) === '')
  const isPart = (n: number) => isTitlePart(wordAt(source, n)) || NATIONAL.test(source.words[n]?.text ?? '')
  if (!opens || !isPart(at)) return null
  let to = at
  while (to < at + 6 && isPart(to) && (to === at || gapAt(source, to) === '')) to += 1
  while (to > at && !ROLE.has(wordAt(source, to - 1))) to -= 1
  const person =
    to > at &&
    [to, to + 1].every(
      (n) => isCapital(source, n) && gapAt(source, n) === '' && !isTitlePart(wordAt(source, n)) && !NOT_A_PERSON.has(wordAt(source, n)),
    )
  return person && !NOT_A_PERSON.has(wordAt(source, to + 2)) ? to : null
}

const ATTRIBUTIVE =
  set(`windswept glittering popular ageing aging sprawling tearful shaken crowded veteran silver-haired grey-haired bustling once-bustling sleepy picturesque leafy ornate shabby
  crumbling well-guarded well-known well-liked much-loved colourful colorful dusty scenic exhausted weary anxious nervous jubilant cheerful smiling beaming excited angry furious defiant
  tired frail grizzled wiry burly lanky stocky elegant dapper immaculate dishevelled cramped draughty drafty chilly freezing sweltering muddy rocky steep winding bumpy potholed rusty creaky leaky battered dingy grimy
  gloomy gilded marble lavish opulent grand imposing towering majestic stately handsome pretty charming quaint cosy beloved famed celebrated acclaimed renowned dazzling spectacular stunning splendid magnificent
  sumptuous extravagant solemn sombre emotional tearful heated stormy lively rowdy raucous noisy boisterous packed quiet peaceful serene tranquil idyllic lush leafy fertile barren arid desolate remote isolated
  rugged mountainous hilly wooded forested humid rainy foggy misty hectic gruelling grueling tense nail-biting thrilling gripping lengthy rambling fiery impassioned passionate rousing stirring eloquent
  bulky clunky sleek shiny graceful ornate faded tattered threadbare ragged yellowing dog-eared mild-mannered amiable affable genial jovial witty shy quiet gruff stern burly bald portly gleaming weather-beaten rickety flamboyant outspoken soft-spoken bespectacled bearded`)
const IN_PAIRS = set(
  'tiny small large big old young visibly somewhat rather very deeply often now once quiet busy narrow tall long short remote noisy but and',
)

/** “the tiny, windswept island”, “quickly and calmly evacuated”: looks and manners, whole, never one that tells which is meant. */
export const adjectivesEnd = (source: Source, at: number): number | null => {
  const words = (member: (word: string) => boolean) => {
    let to = at
    while (to < at + 5 && member(wordAt(source, to)) && (to === at || /^,?$/.test(gapAt(source, to)))) to += 1
    return to
  }
  const adverbs = words((word) => MANNERLY.has(word) || word === 'and')
  if (
    adverbs > at &&
    wordAt(source, at) !== 'and' &&
    gapAt(source, at) === '' &&
    gapAt(source, adverbs) === '' &&
    isPast(wordAt(source, adverbs)) &&
    !AUXILIARY.has(wordAt(source, at - 1))
  )
    return adverbs
  if (!/^(?:the|an?|its|his|her)$/.test(wordAt(source, at - 1)) || gapAt(source, at) !== '') return null
  const to = words((word) => looks(word) || IN_PAIRS.has(word))
  const [noun, last] = [wordAt(source, to), wordAt(source, to - 1)]
  if (to === at || last === 'and' || last === 'but' || gapAt(source, to) !== '' || /[^s]s$/.test(noun) || isCapital(source, to)) return null
  return source.words.slice(at, to).some(({ lower }) => looks(lower)) ? to : null
}
const LOOKS_LIKE =
  /^(?!half|semi|quasi|pseudo|non|ex|pre|anti|post)[a-z]+-(?:haired|eyed|faced|guarded|loved|liked|known|dressed|lit|kept|worn|weary|built|roofed|walled|lined|clad|topped|shaped|strewn|filled|stained|soaked|drenched|battered|fronted|bellied|shouldered|spoken|mannered|tempered|hearted|swept|beaten|covered|capped|bustling|winded|running|serving|awaited|honoured|honored|respected|travelled|trodden|tended|manicured)$/
const looks = (word: string): boolean => ATTRIBUTIVE.has(word) || LOOKS_LIKE.test(word)
