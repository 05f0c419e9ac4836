// What a team does besides asking, in Slack over the real wiring: private answers, sharing, feedback, topics of its own, being forgotten.
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import type { Fields } from '../fakes/slack/workspace.ts'
import { soon, useServed } from '../served.ts'

const served = useServed()
const NOW = '2026-11-22T00:00:00Z'
const QUESTION = 'How many people fled?'

const posted = () => [...served.slack.workspace.messages.values()]
const whispered = () => served.slack.responded.filter(({ body }) => body.delete_original !== true).map(({ body }) => body)

type Push = Readonly<{ action_id: string; value: string; text: { text: string } }>
function pushesOf(message: Fields | undefined): readonly Push[] {
  const blocks: readonly Fields[] = Array.isArray(message?.blocks) ? message.blocks : []
  return blocks.flatMap((block): readonly Push[] => {
    if (block['type'] === 'actions') return Array.isArray(block['elements']) ? block['elements'] : []
    if (block['type'] !== 'context_actions' || !Array.isArray(block['elements'])) return []
    return block['elements'].flatMap(({ action_id, positive_button, negative_button }) =>
      [positive_button, negative_button].map((thumb) => ({ action_id, value: thumb.value, text: thumb.text })),
    )
  })
}

async function pressed<T>(message: Fields | undefined, label: string, until: () => T | undefined | false): Promise<T> {
  const button = pushesOf(message).find(({ text }) => text.text.includes(label))
  if (button === undefined)
    throw new Error(
      `there is no button ${label} among ${pushesOf(message)
        .map(({ text }) => text.text)
        .join(', ')}`,
    )
  const ephemeral = message?.ts === undefined
  await served.slack.press({ action_id: button.action_id, value: button.value }, { ts: String(message?.ts ?? '1700000000.1'), ephemeral })
  return served.slack.until(until, `what ${label} does`)
}

async function privately(text: string): Promise<Fields> {
  const before = whispered().length
  await served.slack.command(text)
  return served.slack.until(() => whispered().length > before && whispered().at(-1), `a whisper for ${text}`)
}
const next = (before: number) => () => whispered().length > before && whispered().at(-1)
const form = () => Object(served.slack.of('views.open').at(-1)?.view)

describe('a private answer in Slack', () => {
  it('is seen by its asker, gone on from by a form, and then by everybody as it was', async () => {
    await served.at(NOW)
    const alone = await privately(`privately ${QUESTION}`)
    expect(posted()).toEqual([])
    const opened = () => served.slack.of('views.open').length === 1
    await pressed(alone, 'Ask a follow-up', opened)
    expect(form().title.text).toBe('Ask a follow-up')
    const before = whispered().length
    await served.slack.submit({ question: 'quotes' })
    expect(wordsOf(await served.slack.until(next(before), 'the quotes'))).toContain('Quotes')
    expect(posted()).toEqual([])
    const shared = await pressed(alone, 'Share with the channel', () => posted().at(-1))
    const words = (message: Fields) => wordsOf(message).split('Ask a follow-up')[0] ?? ''
    expect(words(shared).slice(0, 200)).toBe(words(alone).slice(0, 200))
    expect(pushesOf(shared).map(({ text }) => text.text)).not.toContain('Share with the channel')
    const [stand, told] = [posted().length, whispered().length]
    expect(wordsOf(await pressed(alone, 'Share with the channel', next(told)))).toContain('in the channel already')
    expect(posted()).toHaveLength(stand)
  })

  it('can be shared still where the first press found the bot not in the channel', async () => {
    await served.at(NOW)
    served.slack.workspace.joined.delete('C1')
    const alone = await privately(`privately ${QUESTION}`)
    const told = whispered().length
    expect(wordsOf(await pressed(alone, 'Share with the channel', next(told)))).toContain('Invite me with /invite @border-brief')
    expect(served.slack.takeRejected()).toEqual(['not_in_channel'])
    served.slack.workspace.joined.add('C1')
    expect(wordsOf(await pressed(alone, 'Share with the channel', () => posted().at(-1)))).toContain(QUESTION)
  })
})

describe('what is new for one person in Slack', () => {
  it('is shared as it was, and keeps one record', async () => {
    const { product } = await served.at(NOW)
    const alone = await privately('privately new border')
    expect(pushesOf(alone).map(({ text }) => text.text)).toEqual(['Share with the channel', 'Ask a follow-up', 'Helpful', 'Not right'])
    const shared = await pressed(alone, 'Share with the channel', () => posted().at(-1))
    const words = (message: Fields) => wordsOf(message).split('Ask a follow-up')[0]?.replace('Share with the channel', '').trim()
    expect(words(shared)).toBe(words(alone))
    const records = []
    for await (const record of product.answers.all({})) records.push(record)
    expect(records.map(({ how }) => how)).toEqual(['digest'])
    // nothing came in since: its asker was told, and told once
    expect(wordsOf(await privately('privately new border'))).toContain('nothing new')
  })

  it('is shared by its quotes after a restart, when it is no longer new', async () => {
    await served.at(NOW)
    const alone = await privately('privately new border')
    await served.at('2026-11-22T01:00:00Z')
    const shared = wordsOf(await pressed(alone, 'Share with the channel', () => posted().at(-1)))
    expect(shared).toContain('What was new: China–Myanmar border')
    expect(shared).toContain(/1\. {1,2}(.{40})/.exec(wordsOf(alone))?.[1] ?? 'nothing')
  })
})

describe('what people think of an answer in Slack', () => {
  it('is taken by thumbs and by a form that asks why', async () => {
    const { product } = await served.at(NOW)
    const kept = () => Array.fromAsync(product.feedback.all({}))
    await served.slack.command(QUESTION)
    const answer = await served.slack.until(() => posted().at(-1), 'the answer')
    const before = whispered().length
    expect(wordsOf(await pressed(answer, 'Helpful', next(before)))).toContain('Thank you, noted.')
    await pressed(answer, 'Not right', () => served.slack.of('views.open').length === 1)
    const second = whispered().length
    await served.slack.submit({ reason: 'missed-news', words: 'the flood' })
    await served.slack.until(next(second), 'thanks')
    await soon(async () => expect(await kept()).toMatchObject([{ verdict: 'bad', reason: 'missed-news', words: 'the flood' }]))
    expect(JSON.stringify(await kept())).not.toContain('U1')
  })
})

describe('a topic of a team in Slack', () => {
  it('is added by a form, and briefed on at once', async () => {
    await served.at(NOW)
    const list = await privately('topics')
    await pressed(list, 'Add a topic', () => served.slack.of('views.open').length === 1)
    await served.slack.submit({ name: 'flight', about: 'people who fled the fighting', aliases: 'fled' })
    const added = await served.slack.until(() => posted().at(-1), 'what was added')
    expect(wordsOf(added)).toContain('Added: the topic “flight”')
    await served.slack.command('fled')
    expect(wordsOf(await served.slack.until(() => posted().length > 1 && posted().at(-1), 'the briefing'))).toContain('Flight')
  })
})

describe('being forgotten in Slack', () => {
  it('takes a word and a press', async () => {
    await served.at(NOW)
    await served.slack.command(QUESTION)
    await served.slack.until(() => posted().at(-1), 'the answer')
    const asked = await privately('forget me')
    const before = whispered().length
    expect(wordsOf(await pressed(asked, 'Forget me', next(before)))).toMatch(/Done\. Forgotten: 1 record of an answer/)
    expect(wordsOf(await privately('why'))).toContain('There is no record')
  })
})
