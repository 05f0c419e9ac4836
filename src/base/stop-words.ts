// Words that say nothing about what is asked or told (pure).

const LIST = `a an and are as at be been being but by did do does doing done for from had has have having he her hers him his how i if in into is it its
itself me my of on or our ours she so than that the their theirs them themselves then there these they this those to too us was we were what whats when
where which while who whom whose why will with would you your yours am cannot could may might must shall should about also any because both between
each few more most much nor not only other out over own same some such through under until up very just again further here off down once during
before after above below against all no can s t d ll m re ve im ive id dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt
please tell know anyone anybody anything someone somebody something everyone everybody everything nobody nothing else ever yet really actually exactly`

const STOP = new Set(LIST.split(/\s+/))

/** True for a folded English word that carries no content of its own. */
export function isStopWord(word: string): boolean {
  return STOP.has(word)
}
