// Accusations and their denials, in one sentence or in two that follow each other (pure).
import type { Sentence } from './annotate.ts'
import { type Fact, speakerHash } from './fact.ts'
import { fold, hash32 } from './words.ts'

const ACCUSES = /\b(?:held responsible|blamed?|accus(?:ed|es|ing)|alleg(?:ed|es|ing|ations?)|faulted)\b/i
const DENIES_IT =
  /\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|ing))\s+(?:(?:the|this|that|these|those|any|all|such|its|his|her|their|having|being)\s+)*(?:\w+\s+)?(?:allegations?|accusations?|claims?|reports?|charges?|responsibility|involvement|it|so)\b/i
const TURN = /[,;]?\s+(?:but|and|although|though|while|which|a charge)\b[^,;]*$/i

/** The accusation and the denial that a sentence makes or answers; both or none. */
export function blameIn(sentence: Sentence, previous: Sentence | undefined, text: string): Fact[] {
  const words = text.slice(sentence.start, sentence.end)
  const denial = DENIES_IT.exec(words)
  if (denial === null) return []
  const before = words.slice(0, denial.index)
  const own = ACCUSES.exec(before)
  const source = own !== null ? sentence : previous
  if (source === undefined) return []
  const accusing = text.slice(source.start, source.end)
  const accusation = own ?? ACCUSES.exec(accusing)
  if (accusation === null) return []
  const turn = own === null ? -1 : before.search(TURN)
  const end = trimStop(text, turn > 0 ? source.start + turn : source.end)
  const subject = hash32(`blame|${blamedFor(text.slice(source.start + accusation.index, end))}`)
  const plain = { nature: 'plain', subject, low: 0, high: 0, who: 0, where: [], about: [] } as const
  const denier = sentence.attributed.speakerKey ?? (own === null ? null : firstSubject(words)?.toLowerCase()) ?? 'the accused'
  const accuser = source === sentence || source.attributed.speakerKey === null ? 0 : speakerHash(source.attributed.speakerKey)
  const start = sentence.start + denial.index
  return [
    { ...plain, kind: 'accusation', passage: source.passage, start: source.start, end, speaker: accuser },
    { ...plain, kind: 'denial', passage: sentence.passage, start, end: start + denial[0].length, speaker: hash32(denier) },
  ]
}

function trimStop(text: string, end: number): number {
  let at = end
  while (/[\s.,;]/.test(text.charAt(at - 1))) at--
  return at
}

/** Speaker and hedge with which each side of a blame is shown. */
export function sideOf(
  kind: 'accusation' | 'denial',
  words: string,
  speaker: string | null,
): Readonly<{ speaker: string | null; hedge: string | null }> {
  if (kind === 'denial') return { speaker: speaker ?? firstSubject(words), hedge: DENIES_IT.exec(words)?.[0].split(' ')[0] ?? null }
  return { speaker: DENIES_IT.test(words) ? null : speaker, hedge: ACCUSES.exec(words)?.[0] ?? null }
}

/** "held responsible for the attack" → "attack"; "accused of shelling the camp" → "shelling the camp". */
export function blamedFor(words: string): string {
  const object = /\b(?:for|of|on)\s+(?:the\s+|a\s+|an\s+)?([^,.;]{3,60})/i.exec(words)
  return fold(object?.[1] ?? '')
    .replace(/ and .*$/, '')
    .split(' ')
    .slice(0, 6)
    .join(' ')
    .trim()
}

/** The one spoken of: "The junta was held responsible …" → "junta". */
export function firstSubject(words: string): string | null {
  const head = /^(?:The |An? )?([^,]{2,40}?)\s+(?:was|were|is|are|has|have|had|said|den)/.exec(words)
  return head?.[1] ?? null
}
