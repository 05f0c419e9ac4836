// English as it is typed in a hurry → as it is spelt: chat words, letters left out of small words, two letters of one swapped (pure).
import { isStopWord } from './stop-words.ts'

/** What a word stands for, all words before `=`; nothing behind it: it says nothing. */
const TABLE = `ppl peeps = people|u = you|ur = your|r = are|abt = about|b4 = before|nr = near|frm = from|btwn = between|thru = through|cuz coz bcuz bcoz = because
wat wot wut wht waht hwat whta = what|wats wots wuts = what is|wen whn wehn hwen = when|wher whre wehre = where|wich whch whihc whcih = which|hw hwo = how|whos = who is
mny mnay meny = many|mch mcuh muhc = much|hv hav = have|shd shld = should|cld = could|wld = would|dat = that|dere = there
2day tdy = today|2moro 2morrow tmrw tmr tmw tomoz = tomorrow|2nite tonite = tonight|yest yday ystd = yesterday|rn = now|l8r = later|wk = week|wks = weeks|mth = month|mths = months
yr = year|yrs = years|hrs = hours|lst = last|govt gov't gvt gov = government|intl = international|goin = going|doin = doing|gonna = going to|wanna = want to|lemme = let me
gimme = give me|dunno = do not know|sm1 some1 = someone|any1 ne1 = anyone|every1 = everyone|w/ = with|w/o = without|b/c = because|hte fo ot = the
pls plz plse thx thnx tnx tks lol omg tbh imo btw fyi asap ffs = `

const MEANT: ReadonlyMap<string, string> = new Map(
  TABLE.split(/[|\n]/).flatMap((row) => {
    const [words = '', meant = ''] = row.split('=')
    return words
      .trim()
      .split(/\s+/)
      .map((word) => [word, meant.trim()] as const)
  }),
)

const WORD =
  /(?<![\p{L}\p{N}\p{M}@#&?=/.:_'’-])(?:(?:w\/o|b\/c|w\/)(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:['’][\p{L}]+)?)(?![\p{L}\p{N}\p{M}@/_-]|[.:=][\p{L}\p{N}])/gu
/** Words of their own, though a small word with two letters swapped. */
const AS_WRITTEN = new Set('form won nay aws bene three dose vie fro ist tis amy mya rae inst'.split(' '))
const SWAPPED_FROM = 3
const SWAPPED_TO = 6

/** The same text spelt out. Words with a capital are names, or the first of a sentence, unless everything is written in capitals. */
export function spelledOut(text: string): string {
  const loud = !/\p{Ll}/u.test(text)
  const right = text.replace(WORD, (word: string, at: number) => {
    const opens = at === 0 && /^\p{Lu}\p{Ll}+$/u.test(word) && /^\s+\p{Ll}/u.test(text.slice(word.length))
    if (!loud && !opens && /\p{Lu}/u.test(word)) return word
    const typed = word.toLowerCase().replace('’', "'")
    return MEANT.get(typed) ?? swappedBack(typed) ?? word
  })
  return right === text
    ? text
    : right
        .replace(/ {2,}/g, ' ')
        .replace(/ +([?!.,;])/g, '$1')
        .trim()
}

/** `teh` → `the`: only small words, which no article tells by; of a rarer word its neighbours in the articles tell what was meant. */
function swappedBack(word: string): string | null {
  if (word.length < SWAPPED_FROM || word.length > SWAPPED_TO || isStopWord(word) || AS_WRITTEN.has(word)) return null
  for (let at = 0; at + 1 < word.length; at += 1) {
    const other = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`
    if (isStopWord(other)) return other
  }
  return null
}
