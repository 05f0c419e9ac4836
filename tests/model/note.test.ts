// Whether a model had a hand in an answer is said in a few words, the same on every platform, and not at all where none is configured.
import { describe, expect, it } from 'vitest'
import { discordMessages } from '../../src/adapters/platforms/discord/components.ts'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import { documentHtml } from '../../src/adapters/platforms/web/html.ts'
import type { Answer } from '../../src/domain/answer.ts'
import type { Document } from '../../src/domain/document.ts'
import { renderAnswer, renderDigest } from '../../src/render/render.ts'
import { answer } from '../render/answers.ts'

const readerLink = () => null
const PLATFORMS: readonly (readonly [string, (document: Document) => string])[] = [
  ['Slack', (document) => JSON.stringify(slackMessages(document))],
  ['Discord', (document) => JSON.stringify(discordMessages(document))],
  ['the web desk', (document) => documentHtml(document)],
  ['a terminal', (document) => documentText(document, { width: 400 })],
]
const shownAs = (change: Partial<Answer>): Document => renderAnswer(answer(change), { title: 'How long?', readerLink })
const digestOf = (change: Partial<Answer>): Document =>
  renderDigest({ title: 'T', dateLine: 'today', late: null, answer: answer(change), updates: [], readerLink })

describe.each(PLATFORMS)('on %s', (_, shown) => {
  it.each([
    ['an answer', shownAs],
    ['an answer without evidence', (change: Partial<Answer>) => shownAs({ ...change, kind: 'no-evidence', claims: [] })],
    ['a digest', digestOf],
  ])('%s says in three words that a model was asked and not used', (_, document) => {
    expect(shown(document({ model: 'rejected' }))).toContain('Model not used.')
    expect(shown(document({ model: 'off' }))).not.toMatch(/model/i)
  })

  it('says why instead, where that is known, and nothing of it while a model is used', () => {
    const modelNote = 'The budget of the model for today is used up.'
    const why = shown(shownAs({ model: 'rejected', modelNote }))
    expect(why).toContain(modelNote)
    expect(why).not.toContain('Model not used.')
    expect(shown(shownAs({ model: 'used', modelNote }))).not.toContain(modelNote)
  })

  it('says that a model chose, and that it left out words where it did', () => {
    expect(shown(shownAs({ model: 'used' }))).toContain('chosen by a model, checked against the sources')
    const [first] = answer().claims
    const shorter = first === undefined ? [] : [{ ...first, text: 'The river runs' }]
    expect(shown(shownAs({ model: 'used', claims: shorter }))).toContain('chosen and shortened by a model, checked against the sources')
  })
})
