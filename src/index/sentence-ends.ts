// Finds where sentences end inside one block of text: stops, closing marks, abbreviations, initials, lists, CJK and Burmese stops (pure).
import { BEFORE_NUMBER, CALENDAR, IN_THE_MIDDLE, MAY_BE_LAST, NEVER_LAST, SENTENCE_STARTERS } from './abbreviations.ts'

// One or more stops (an ellipsis may be spaced), then any closing quotes and brackets.
const STOP = /(?:[.!?…](?: ?\.(?= ?\.| |$))*[.!?…]*|[。！？｡︒]+|[။]+|[।]+)["'”’»›」』）)\]]*/gu
const WIDE_STOP = /^[。！？｡︒။।]/u
const OPENERS = /^["'“‘«‹「『（([–—-]+/u
const SAID = '(?:said|says|asked|told|added|wrote|replied|tweeted|explained|insisted|warned|recalled|quipped|shouted)'
const ATTRIBUTION_AFTER_QUOTE = new RegExp(`^(?:\\p{Lu}[\\p{L}.'’-]*\\s+){1,3}${SAID}\\b`, 'u')

/** Offsets, relative to `block`, at which a sentence ends (one past its last character), the end of the block included. Ascending. */
export function sentenceEnds(block: string): number[] {
  const ends: number[] = []
  const numbered = /^\s*\(?1[.)]/.test(block)
  let start = 0
  for (const match of block.matchAll(STOP)) {
    const end = match.index + match[0].length
    if (end <= start || (numbered && /^\s*\d{1,2}$/.test(block.slice(start, match.index)))) continue
    if (!endsSentence(block, start, match.index, match[0], end)) continue
    ends.push(end)
    start = end
  }
  const all = numbered ? [...ends, ...listEnds(block)].sort((a, b) => a - b) : ends
  const inside = all.filter((end, at) => end < block.trimEnd().length && end !== all[at - 1])
  return [...inside, block.length]
}

/** "1. … 2. … 3. …" in one line: an item ends where the next number stands. */
function listEnds(block: string): number[] {
  const ends: number[] = []
  let expected = 2
  for (const match of block.matchAll(/(?<=\s)\(?(\d{1,2})(?:[.)]|\.\))(?=\s+\p{L})/gu)) {
    if (Number(match[1]) !== expected) continue
    expected++
    ends.push(block.slice(0, match.index).trimEnd().length)
  }
  return ends
}

function endsSentence(block: string, start: number, at: number, stop: string, end: number): boolean {
  if (WIDE_STOP.test(stop)) return true
  const rest = block.slice(end, end + 80)
  if (rest === '' || rest.trim() === '') return true
  const next = rest.trimStart()
  const bare = next.replace(OPENERS, '')
  if (!/^\s/.test(rest)) return isFused(block, start, at, stop, rest)
  if (/^\p{Ll}/u.test(bare)) return false
  if (/["'”’»]$/u.test(stop) && ATTRIBUTION_AFTER_QUOTE.test(next)) return false
  if (/[!?]/.test(stop)) return true
  if (/^(?:…|\.[ .]*\.)/.test(stop)) return /^\p{Lu}/u.test(bare) && !/^\)/.test(next)
  return endsAfterWord(block, start, at, stop, bare)
}

/** A single full stop: the word before it and the word after it decide. */
function endsAfterWord(block: string, start: number, at: number, stop: string, next: string): boolean {
  const word = /[\p{L}\p{M}\d.&'’-]*$/u.exec(block.slice(Math.max(start, at - 24), at))?.[0] ?? ''
  const lower = word.toLowerCase().replace(/^['’-]+/, '')
  const last = lower.slice(lower.lastIndexOf('-') + 1)
  const before = block.slice(start, at - word.length)
  if (/^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)?$/u.test(word) && before.trim().replace('(', '') === '') return false
  if (stop.length > 1) return true
  if (IN_THE_MIDDLE.has(lower)) return false
  const follower = /^[\p{L}\p{M}'’]+/u.exec(next)?.[0] ?? ''
  const starts = SENTENCE_STARTERS.has(follower.toLowerCase()) || next.charAt(follower.length) === ':'
  if (/^\d/.test(next)) return !(CALENDAR.has(last) || BEFORE_NUMBER.has(last))
  if (NEVER_LAST.has(last) && /^[\p{Lu}\d]|^[a-z]/u.test(word)) return /^\p{Ll}/u.test(word) && last.length < 3 ? starts : false
  if (/^\p{Lu}$/u.test(word)) return word === 'I' ? starts : false
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word) || MAY_BE_LAST.has(last) || CALENDAR.has(last)) return starts || follower === ''
  return true
}

/** No white space after the stop: "Hello world.Today" ends, "example.com", "U.S." and "3.5" do not. */
function isFused(block: string, start: number, at: number, stop: string, rest: string): boolean {
  if (stop !== '.' && !/^[.!?]["”’)]+$/u.test(stop)) return /^[!?]+$/.test(stop) && /^\p{Lu}\p{Ll}/u.test(rest)
  if (stop.length > 1) return /^["“]?\p{Lu}\p{Ll}/u.test(rest)
  const from = Math.max(start, block.lastIndexOf(' ', at) + 1)
  const token = block.slice(from, at)
  if (/[@/\\]|www/.test(token) || /^[^\s]*@/.test(rest) || /\.\p{Ll}/u.test(rest.slice(0, 12).split(/\s/)[0] ?? '')) return false
  if (NEVER_LAST.has(token.toLowerCase())) return false
  return /[\p{Ll}\d)]{2}$/u.test(token) && /^["“]?\p{Lu}\p{Ll}/u.test(rest)
}
