// What language a text is in: the source's word for it, else by script and by words (pure).
import { franc } from 'franc-min'

const SAMPLE = 1200
const FEWEST_LETTERS = 20
// Scripts that one language of news is written in, or nearly.
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Myanmar}/gu, 'my'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Lao}/gu, 'lo'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
]
const ENGLISH = /\b(?:the|of|and|to|in|that|was|for|with|has|have|had|from|were|said|which|by|on|is|are)\b/gi
const LETTER = /\p{L}/u
const NOT_ASCII = /[^\p{ASCII}’‘“”–—…]/gu

/** A BCP 47 tag: `stated` in its canonical form when it is one, else what the text looks like; `und` when that cannot be told. */
export function languageOf(stated: string | null | undefined, text: string): string {
  return canonicalTag(stated) ?? detect(text)
}

function canonicalTag(stated: string | null | undefined): string | null {
  if (!stated || stated.length > 35) return null
  try {
    const [tag = 'und'] = Intl.getCanonicalLocales(stated.trim().replaceAll('_', '-'))
    return tag === 'und' ? null : tag
  } catch {
    return null
  }
}

function lettersIn(text: string): number {
  let letters = 0
  for (const character of text) {
    const code = character.charCodeAt(0)
    if (code < 128 ? (code >= 97 && code <= 122) || (code >= 65 && code <= 90) : LETTER.test(character)) letters += 1
  }
  return letters
}

function detect(text: string): string {
  const sample = text.slice(0, SAMPLE)
  const letters = lettersIn(sample)
  const foreign = (sample.match(NOT_ASCII) ?? []).length
  if (foreign > letters * 0.2) for (const [script, tag] of SCRIPTS) if ((sample.match(script) ?? []).length > letters * 0.2) return tag
  if (letters < FEWEST_LETTERS) return 'und'
  const words = sample.split(/\s+/).length
  if (foreign < letters * 0.05 && (sample.match(ENGLISH) ?? []).length > words * 0.18) return 'en'
  return canonicalTag(franc(sample, { minLength: FEWEST_LETTERS })) ?? 'und'
}
