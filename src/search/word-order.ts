// How much of the question's wording a sentence repeats, stop words and order included (pure).

/** Neighbouring words of the question that are neighbours in the sentence too, as a share by weight. */
export function neighboursKept(question: Int32Array, weights: readonly number[], sentence: readonly number[]): number {
  let kept = 0
  let all = 0
  for (let i = 0; i + 1 < question.length; i += 1) {
    const weight = (weights[i] ?? 0) + (weights[i + 1] ?? 0)
    all += weight
    if (hasPair(sentence, question[i] as number, question[i + 1] as number)) kept += weight
  }
  return all === 0 ? 0 : kept / all
}

function hasPair(sentence: readonly number[], first: number, second: number): boolean {
  if (first < 0 || second < 0) return false
  for (let at = sentence.indexOf(first); at >= 0; at = sentence.indexOf(first, at + 1)) if (sentence[at + 1] === second) return true
  return false
}

/** A row of the table of best sequences, used again for every sentence. */
let best = new Float64Array(256)

/** The heaviest sequence of the question's words that the sentence has in the same order, as a share by weight. */
export function inOrder(question: Int32Array, weights: readonly number[], sentence: readonly number[]): number {
  if (best.length <= sentence.length) best = new Float64Array(2 * sentence.length)
  best.fill(0, 0, sentence.length + 1)
  let all = 0
  for (let i = 0; i < question.length; i += 1) {
    const weight = weights[i] ?? 0
    all += weight
    // A word that the sentence does not have changes nothing, and no place before the first where it stands does.
    const first = (question[i] as number) < 0 || weight === 0 ? -1 : sentence.indexOf(question[i] as number)
    if (first < 0) continue
    let diagonal = best[first] as number
    for (let j = first; j < sentence.length; j += 1) {
      const above = best[j + 1] as number
      const left = best[j] as number
      best[j + 1] = sentence[j] === question[i] ? Math.max(above, diagonal + weight) : Math.max(above, left)
      diagonal = above
    }
  }
  return all === 0 ? 0 : (best[sentence.length] as number) / all
}
