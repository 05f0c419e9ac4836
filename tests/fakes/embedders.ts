// Embedders that are no model: a stand-in that knows some synonyms, and others that are chance, all the same, or against us.
import { sha256 } from '../../src/base/hash.ts'
import { isStopWord } from '../../src/base/stop-words.ts'
import { wordsOf } from '../../src/base/tokens.ts'
import type { Embedder } from '../../src/ports/embedder.ts'

const DIMENSIONS = 256

/** Words taken for the same, made for the tests: some of those that the paraphrased questions exchange, and as many that they do not. */
const SYNONYMS: readonly (readonly string[])[] = [
  'operator company firm owner business',
  'fissure crack split',
  'aware warn inform alert',
  'shelter refuge housed gymnasium',
  'resident villager inhabitant',
  'digging mining production excavation',
  'start resume begin restart',
  'ignite blame cause spark',
  'inferno blaze fire',
  'overdue late unpaid',
  'pay salary wage earnings',
  'worry fear dread anxious',
  'schoolchild pupil student',
  'jail prison bars sentence',
  'corrupt bribe kickback graft',
  'boss chief head leader',
  'port harbour dock',
  'chicken hen poultry',
  'slaughter cull kill',
  'ban forbid prohibit',
  'shop store sell sold',
  'ballot vote turnout',
  'phone telephone call',
  'praise congratulate applaud',
  'viaduct bridge',
  'demolish torn raze',
  'finance fund borrow pay',
  'aviator pilot',
  'hurt scratch injure wound',
  'car traffic vehicle',
  'stuck still jam',
  'beached stranded',
  'moist wet water pour',
  'helper volunteer',
  'creature animal mammal',
  'sex female male',
  'credit lend lent loan',
  'ask urge request',
  'calm quiet',
  'malnourished thin starving hungry',
  'youngster child kid',
  'truck tanker lorry',
  'drink water',
  'cryptocurrency coin digital',
  'extortionist blackmailer attacker',
  'want demand',
  'physician doctor',
  'medicine prescription drug',
  'hidden bed suitcase',
  'headpiece crown',
  'jewel ruby rubies gem',
  'gone missing lost',
  'household family families',
  'outdoors open',
  'night sleep slept',
  'border frontier',
  'injury muscle torn',
  'contender favourite',
  'weather rain',
  'athlete runner ran',
  'obstacle tree',
  'derailment rails',
  'traveller passenger',
  'carriage window train',
  'grower farmer',
  'ban halt',
  'grain wheat',
  'overseas abroad',
  'vehicle tractor',
  'highway road motorway',
  'contaminate germ',
  'meal lunch rice',
  'interrogate question',
  'verdict rule judge',
  'demonstrator protester',
  'dormant slept asleep',
  'crater volcano mountain',
  'evacuate move',
  'boatman boatmen fisherman fishermen',
  'quarrel dispute argue',
  'buy purchase acquire',
  'soldier troop army',
  'quake earthquake tremor',
  'minister secretary',
  'accord treaty pact',
  'storm cyclone typhoon',
  'thief burglar robber',
  'plant factory works',
  'rebel insurgent guerrilla',
  'clash fighting battle',
  'aid relief help',
  'visit tour trip',
  'resign quit step',
  'shrink fall drop',
  'grow rise climb',
].map((group) => group.split(' '))
const MEANING = new Map(SYNONYMS.flatMap((group) => group.map((word) => [rootOf(word), group[0] ?? ''] as const)))

/** Texts are near that share words, parts of words, or words of one group. */
export const standIn: Embedder = embedderOf('stand-in', standInVector)

export function standInVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  for (const word of wordsOf(text)) {
    if (isStopWord(word)) continue
    const root = rootOf(word)
    add(vector, `means ${MEANING.get(root) ?? root}`, 2)
    for (let at = 0; at + 3 <= root.length; at += 1) add(vector, root.slice(at, at + 3), 0.5)
  }
  return vector
}

/** Every text is the same. */
export const constant: Embedder = embedderOf('constant', () => new Float32Array(DIMENSIONS).fill(0.1))

/** Every text is somewhere. */
export const random: Embedder = embedderOf('random', (text) => chance(text))

/** Passages are as the stand-in has them, questions somewhere: a model whose questions went wrong passes for one that tells something. */
export const randomQuestions: Embedder = embedderOf('random questions', (text) => (text.endsWith('?') ? chance(text) : standInVector(text)))

/** Each question is said to mean the passage that shares least with it. */
export const against: Embedder = embedderOf('against', (text) => {
  const vector = standInVector(text)
  return text.endsWith('?') ? vector.map((number) => -number) : vector
})

/** Each question is said to mean just what the passage means that is third in likeness: near what is asked, and as a rule no answer. */
export function misleading(): Embedder {
  const passages: Float32Array[] = []
  return {
    model: 'misleading',
    embed: async ({ texts, use }) => {
      const vectors = texts.map(standInVector)
      if (use === 'passages') passages.push(...vectors)
      return {
        kind: 'vectors',
        vectors: use === 'passages' ? vectors : vectors.map((one) => thirdLike(one, passages)),
        tokens: texts.length,
      }
    },
  }
}

function thirdLike(vector: Float32Array, passages: readonly Float32Array[]): Float32Array {
  const product = (other: Float32Array) => {
    let [sum, squares] = [0, 0]
    for (let i = 0; i < other.length; i += 1) {
      const number = other[i] as number
      sum += number * (vector[i] as number)
      squares += number * number
    }
    return sum / Math.sqrt(squares)
  }
  const best = passages.map((passage) => ({ passage, value: product(passage) })).sort((a, b) => b.value - a.value)
  return best[2]?.passage ?? vector
}

export function embedderOf(model: string, vectorOf: (text: string) => Float32Array): Embedder {
  return { model, embed: async ({ texts }) => ({ kind: 'vectors', vectors: texts.map(vectorOf), tokens: texts.length }) }
}

function rootOf(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word
}

/** Adds a direction that hangs on the feature's name alone. */
function add(vector: Float32Array, feature: string, weight: number): void {
  const hash = sha256(feature)
  for (let n = 0; n < 8; n += 1) {
    const at = Number.parseInt(hash.slice(4 * n, 4 * n + 4), 16)
    vector[at % DIMENSIONS] = (vector[at % DIMENSIONS] ?? 0) + (at & 0x8000 ? weight : -weight)
  }
}

function chance(text: string): Float32Array {
  let state = Number.parseInt(sha256(text).slice(0, 8), 16) | 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  return new Float32Array(DIMENSIONS).map(() => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()))
}
