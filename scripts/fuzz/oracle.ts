// What no accepted claim may be: judged by tokens and rules of its own, which share nothing with the verifier (pure).

type Token = Readonly<{ text: string; before: string; after: string }>

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean))
/** Left out, these turn a sentence round, whatever stands around them. */
const NEVER_LEFT_OUT =
  words(`not never nor neither no none nobody nothing unless if whether alleged allegedly reportedly apparently unconfirmed unverified according
  denied denies may might perhaps possibly provided preliminary about approximately roughly nearly almost up-to only
  doesn't don't didn't won't wasn't weren't isn't aren't hasn't haven't hadn't wouldn't couldn't cannot can't`)
/** Left out only with a clause that opens with one of these, or in brackets. */
const TAKE_ALONG = words('adding saying noting stressing and blaming calling about some which who')
const SAID = words('said says told announced claimed reported')
/** What may follow a number when the rest of its phrase is left out. */
const LINKS = words('on in at after before and during by for from with near outside as to')
const FOLD: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[–—−‐‑‒]/g, '-'],
  [/…/g, '...'],
]

/** A text with its quotation marks, dashes and spaces made plain. */
const plain = (text: string): string =>
  FOLD.reduce((folded, [from, to]) => folded.replace(from, to), text.normalize('NFC'))
    .replace(/\s+/g, ' ')
    .trim()

function tokensOf(text: string): readonly Token[] {
  const found: Token[] = []
  let gap = ''
  for (const chunk of plain(text)
    .replace(/(?<=\p{L})-(?=\p{Lu}\p{Ll}+ )| - /gu, ' - ')
    .split(' ')) {
    const [, open = '', core = '', close = ''] = chunk.match(/^(["'([]*)(.*?)([)\]"',;:.!?]*)$/u) ?? []
    if (core === '' || core === '-') gap += open + core + close
    else {
      const last = found.at(-1)
      if (last) found[found.length - 1] = { ...last, after: last.after + gap }
      found.push({ text: core, before: gap + open, after: close })
      gap = ''
    }
  }
  const last = found.at(-1)
  if (last) found[found.length - 1] = { ...last, after: last.after + gap }
  return found.map((token, n) => ({ ...token, before: (found[n - 1]?.after ?? '') + token.before }))
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
const quotedRuns = (text: string) => [...plain(text).matchAll(/"([^"]*)"/g)].map(([, run = '']) => run.replace(/[.,]$/, ''))

/** Every way in which this claim, shown as the words of this source, says what the source does not; empty when none is found. */
export function faultsOf(claim: string, source: string): readonly string[] {
  if (plain(claim) === plain(source)) return []
  const [mine, theirs] = [tokensOf(claim), tokensOf(source)]
  const faults = [...strangersIn(claim, source)]
  const runs = new Set(quotedRuns(source))
  for (const run of quotedRuns(claim)) if (!runs.has(run)) faults.push(`quote: “${run}” is no quotation of the source`)
  if ((plain(claim).match(/"/g)?.length ?? 0) !== quotedRuns(claim).length * 2) faults.push('quote: marks do not pair')
  const kept = cutsOf(mine, theirs)
  if (kept === null) return [...faults, 'order: not the words of the source in their order']
  const best = kept.map((cut) => faultsOfCut(cut, theirs)).sort((a, b) => a.length - b.length)[0]
  return [...faults, ...(best ?? ['order: not a cut'])]
}

function strangersIn(claim: string, source: string): readonly string[] {
  const known = new Set(plain(source))
  const strange = [...plain(claim)].slice(1).filter((character) => !known.has(character) && !/[.,"' -]/.test(character))
  return strange.length > 0 ? [`characters: ${JSON.stringify(strange.join(''))} are not the source’s`] : []
}

/** The ways to see the claim as the source with tokens left out: from the front, and from the back; null when there is none. */
function cutsOf(mine: readonly Token[], theirs: readonly Token[]): readonly (readonly boolean[])[] | null {
  const same = (a: Token | undefined, b: Token, first: boolean) =>
    a !== undefined && (a.text === b.text || (first && a.text === capital(b.text)))
  const front: boolean[] = []
  let at = 0
  for (const token of theirs) {
    const fits = same(mine[at], token, at === 0)
    front.push(fits)
    if (fits) at += 1
  }
  if (at !== mine.length) return null
  const back: boolean[] = []
  at = mine.length - 1
  for (const token of theirs.toReversed()) {
    const fits = same(mine[at], token, at === 0)
    back.push(fits)
    if (fits) at -= 1
  }
  return [front, back.reverse()]
}

function faultsOfCut(kept: readonly boolean[], source: readonly Token[]): readonly string[] {
  const faults: string[] = []
  for (let at = 0; at < source.length; at += 1) {
    if (kept[at]) continue
    let to = at
    while (to < source.length && !kept[to]) to += 1
    faults.push(...faultsOfGap(source, at, to))
    at = to
  }
  return faults
}

const isNumber = (text: string) => /\p{N}/u.test(text)
const parted = (marks: string | undefined) => /[,;:()-]/.test(marks ?? '')

/** What is wrong with leaving out these tokens: a cut inside a clause, a word that may never go, a number without its unit or qualifier. */
function faultsOfGap(source: readonly Token[], at: number, to: number): readonly string[] {
  const [left, right] = [source[at - 1], source[to]]
  const gone = source.slice(at, to)
  const faults: string[] = []
  const starts = at === 0 || /[.,;:()!?-]/.test(gone[0]?.before ?? '')
  const stops = to === source.length || /[.,;:()!?-]/.test(right?.before ?? '')
  const opener = gone[0]?.text.toLowerCase() ?? ''
  if (!starts && !stops) {
    if (gone.length > 14 || gone.some(({ text }) => isNumber(text) && !/^\d{1,2}(?::\d\d)?$/.test(text)))
      faults.push('clause: cut out of the middle of a clause')
  }
  if (
    gone.some(
      ({ after }, n) =>
        /[.!?]["')]*$/.test(after) &&
        n < gone.length - 1 &&
        /^\p{Lu}/u.test(gone[n + 1]?.text ?? '') &&
        gone[n]?.text.length !== 1 &&
        !/^(?:Mr|Mrs|Dr|Oct|Nov|Dec|Jan|Feb|Aug|Sept|Gen|Lt|Col)$/.test(gone[n]?.text ?? ''),
    )
  )
    faults.push('clause: a whole sentence is gone')
  for (const { text } of gone) {
    const word = text.toLowerCase()
    if (NEVER_LEFT_OUT.has(word) && !(TAKE_ALONG.has(opener) && !NEVER_LEFT_OUT.has(opener)) && !isConversion(gone))
      faults.push(`cue: “${text}” is gone`)
    if (SAID.has(word) && !TAKE_ALONG.has(opener)) faults.push(`attribution: “${text}” is gone`)
  }
  if (left && isNumber(left.text) && !parted(gone[0]?.before) && !LINKS.has(opener))
    faults.push(`unit: “${left.text}” stands without “${gone[0]?.text}”`)
  if (right && isNumber(right.text) && !parted(right.before))
    faults.push(`qualifier: “${right.text}” stands without “${gone.at(-1)?.text}”`)
  return faults
}

/** “(about $4 million)”. */
const isConversion = (gone: readonly Token[]) => (gone[0]?.before ?? '').endsWith('(') && gone.length <= 5
