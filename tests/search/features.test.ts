// The score of a sentence: every feature counts, by its own weight.
import { describe, expect, it } from 'vitest'
import { type Features, scoreOf } from '../../src/search/features.ts'
import { SENTENCE, type SentenceFeature } from '../../src/search/weights.ts'

const NAMES = Object.keys(SENTENCE) as SentenceFeature[]
const NONE = Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<SentenceFeature, number>
const NOTHING = new Float64Array()
const withOnly = (name: SentenceFeature): Features => ({ ...NONE, [name]: 1, strengths: NOTHING, around: NOTHING, anywhere: NOTHING })

describe('scoreOf', () => {
  it.each(NAMES)('counts %s by its weight', (name) => {
    expect(scoreOf(withOnly(name))).toBe(SENTENCE[name])
  })
})
