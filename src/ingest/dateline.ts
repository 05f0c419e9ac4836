// Where an agency signs: the dateline an article opens with, and the sign-off it ends with (pure).
import { AGENCY_PATTERN, knownAgency } from './agencies.ts'
import type { Stated } from './head.ts'
import type { Line } from './lines.ts'
import { readDate } from './read-date.ts'

const WORD = "\\p{Lu}[\\p{L}.'’-]*"
const PLACE = `${WORD}(?:[ /](?:${WORD}|de|la|al|of|the)){0,4}`
const PLACES = `${PLACE}(?:,\\s*${PLACE}){0,2}`
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?'
const DAY = `(?:${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?|\\d{1,2}(?:st|nd|rd|th)?\\s+${MONTH})(?:,?\\s+\\d{4})?`
const NAME = "[\\p{Lu}a-z][\\p{L}.'’&-]*(?:[ /][\\p{L}.'’&-]+){0,3}"
const DASH = '(?:[-–—]{1,3}|:)'

// `Beijing, Nov 6 (EFE).- China …`, `BEIJING (AP) — …`, `(Reuters) - …`
const WITH_AGENCY = new RegExp(`^(?:(${PLACES})\\s*[,:]?\\s*)?(${DAY})?\\s*[,:]?\\s*\\((${NAME})\\)\\s*\\.?\\s*(${DASH})?\\s*(?=\\S)`, 'iu')
// `BEIJING, Nov. 6, 2023 — …`
const WITH_DATE = new RegExp(`^(?:${PLACES}),?\\s+(${DAY})\\s*\\.?\\s*[-–—]{1,3}\\s+(?=\\S)`, 'u')
const CJK_AGENCY =
  /^(?:[（(【])?(新华社|新華社|中新社|路透社|法新社|共同社)[^\s，。]{0,12}?(\d{1,2}月\d{1,2}日)?(?:电|電|讯|訊)\s*[)）】]?\s*/u
const OPENING_LINES = 4

/** Cuts a dateline off the opening lines; agency and a date of a stated year are noted, the place stays untold. */
export function takeDateline(lines: readonly Line[], stated: Stated): Line[] {
  return lines.map((line, at) => (at < OPENING_LINES ? { ...line, text: withoutDateline(line.text, stated) } : line))
}

function withoutDateline(text: string, stated: Stated): string {
  const cjk = CJK_AGENCY.exec(text)
  if (cjk) return cut(text, cjk[0].length, knownAgency(cjk[1] ?? ''), '', stated)
  const match = text.length < 20 ? null : WITH_AGENCY.exec(text)
  if (match) {
    const [whole, place, day, name = '', dash] = match
    const agency = knownAgency(name)
    // "Yangon (Myanmar) — …" names no agency; an unknown name has to stand behind a date.
    if ((agency && (dash || day)) || (day && dash && place)) return cut(text, whole.length, agency ?? name, day ?? '', stated)
    return text
  }
  const dated = WITH_DATE.exec(text)
  return dated ? cut(text, dated[0].length, null, dated[1] ?? '', stated) : text
}

function cut(text: string, length: number, agency: string | null, day: string, stated: Stated): string {
  const rest = text.slice(length)
  if (rest.length < 10) return text
  stated.agency ??= agency
  // "Nov 6" alone names no year, and none is guessed.
  if (day !== '') stated.publishedAt ??= readDate(day)?.value ?? null
  return rest
}

const INITIALS = /^\(?[a-z]{2,4}(?:[/-][a-z]{1,4}){1,4}\)?\.?$/
const END_MARK = /^(?:-+\s*30\s*-+|#{2,}|[-–—(\s]*(?:ends?|enditem|fin|the end)[-–—)\s]*)\.?$/i
const DESK =
  /^\(?(?:(?:additional |with )?(?:reporting|writing|editing|edited|compiled|translated|produced)\b(?: and \w+)? by\b|.{0,200}\bcontributed (?:\w+ )?(?:to|for) this (?:report|story|article|dispatch)\b)/i
const SIGNATURE = new RegExp(`^[-–—(\\s]*(${AGENCY_PATTERN})[)\\s.]*(?:[a-z]{2,4}(?:/[a-z]{1,4})*)?$`, 'u')
const LONGEST_SIGNATURE = 400
const TAIL_SIGNATURE = new RegExp(
  `([.!?。]["”’)]*)\\s*[-–—/(]{0,3}\\s*(${AGENCY_PATTERN}|Enditem|ENDS)\\)?\\.?(?:\\s+[a-z]{2,4}(?:/[a-z]{1,4})+)?$`,
  'u',
)
const TAIL_DESK = /([.!?]["”’)]*)\s+\(?(?:Additional reporting|Reporting|Writing|Editing) by [^.]{3,300}\)?\.?$/u

/** Cuts the sign-off off the end: desk initials, end marks, who reported and edited, the agency's name. */
export function takeSignOff(lines: readonly Line[], stated: Stated): Line[] {
  const kept = [...lines]
  for (let last = kept.at(-1); last && kept.length > 1 && isSignOff(last.text, stated); last = kept.at(-1)) kept.pop()
  const last = kept.pop()
  return last ? [...kept, { ...last, text: withoutSignature(last.text, stated) }] : kept
}

function isSignOff(text: string, stated: Stated): boolean {
  const signature = SIGNATURE.exec(text)
  if (signature) stated.agency ??= knownAgency(signature[1] ?? '')
  const own =
    stated.agency !== null &&
    text
      .replace(/[^\p{L}\s]/gu, '')
      .trim()
      .toLowerCase() === stated.agency.toLowerCase()
  return signature !== null || own || INITIALS.test(text) || END_MARK.test(text) || (DESK.test(text) && text.length < 300)
}

function withoutSignature(line: string, stated: Stated): string {
  const body = line.slice(0, -LONGEST_SIGNATURE)
  return body + withoutTail(line.slice(-LONGEST_SIGNATURE), stated)
}

function withoutTail(text: string, stated: Stated): string {
  const undesked = text.replace(TAIL_DESK, '$1')
  const match = TAIL_SIGNATURE.exec(undesked)
  if (!match) return undesked
  stated.agency ??= knownAgency(match[2] ?? '')
  return undesked.slice(0, match.index + (match[1] ?? '').length)
}
