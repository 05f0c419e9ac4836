// Slack's own places over the real wiring: the Home tab, the shortcut on a message, an agent's direct messages, links, thumbs, exports.
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import { PERSON_TS } from '../fakes/slack/payloads.ts'
import { ALL_SCOPES, type Fields } from '../fakes/slack/workspace.ts'
import { useServed } from '../served.ts'

const served = useServed()
const NOW = '2026-11-22T00:00:00Z'

type Button = Readonly<{ type: string; action_id: string; value?: string; text?: { text: string } }> & Readonly<Record<string, unknown>>
const elementsOf = (blocks: unknown, type: string): readonly Button[] =>
  (Array.isArray(blocks) ? blocks : []).flatMap((block: Fields) => {
    const elements = block['elements']
    return block['type'] === type && Array.isArray(elements) ? elements : []
  })
function buttonIn(blocks: unknown, label: string): Fields {
  const found = elementsOf(blocks, 'actions').find(({ text }) => text?.text === label)
  if (found === undefined) throw new Error(`there is no button ${label} in ${JSON.stringify(blocks).slice(0, 2_000)}`)
  return { action_id: found.action_id, value: found.value ?? '' }
}
const home = () => served.slack.workspace.homes.get('U1')
const homeWords = () => wordsOf(home())
const roots = (channel: string) => served.slack.workspace.roots(channel)
const alone = () => served.slack.responded.filter(({ body }) => body.delete_original !== true).map(({ body }) => body)

describe('the Home tab', () => {
  it('shows what a person subscribed to, pauses it in its channel, and shows that', async () => {
    await served.at(NOW)
    await served.slack.openHome()
    await served.slack.until(() => homeWords().includes('You have not subscribed a channel to anything yet'), 'the empty tab')
    await served.slack.command('subscribe border weekdays 08:00 Asia/Yangon')
    await served.slack.until(() => roots('C1').length === 1, 'the confirmation')
    await served.slack.openHome()
    await served.slack.until(() => homeWords().includes('on weekdays at 08:00 (Asia/Yangon)'), 'the subscription')
    expect(JSON.stringify(home())).toContain('{"type":"channel","channel_id":"C1"}')
    await served.slack.pressAtHome(buttonIn(home()?.['blocks'], 'Pause'))
    await served.slack.until(() => homeWords().includes('; paused'), 'the pause in the tab')
    expect(wordsOf(roots('C1').at(-1))).toContain('Paused: this channel does not get')
    await served.slack.pressAtHome(buttonIn(home()?.['blocks'], 'Resume'))
    await served.slack.until(() => !homeWords().includes('; paused'), 'the way on')
  })

  it('takes a question that is typed there, answers it as a direct message, and changes nothing for who only looks', async () => {
    await served.at(NOW)
    await served.slack.openHome()
    await served.slack.until(() => home() !== undefined, 'the tab')
    await served.slack.pressAtHome({
      type: 'plain_text_input',
      action_id: 'bb:ask',
      value: 'How long is the border between China and Myanmar?',
    })
    await served.slack.until(() => roots('D1').some((message) => wordsOf(message).includes('2,000km')), 'the answer')
    await served.slack.until(() => served.slack.of('views.publish').length === 2, 'the empty box')
    const before = served.slack.of('views.publish').length
    await served.slack.openHome()
    await served.slack.openHome()
    await served.slack.command('status')
    await served.slack.until(() => alone().length > 0, 'something after it')
    expect(served.slack.of('views.publish')).toHaveLength(before)
  })
})

describe('“Brief me on this”', () => {
  it('answers alone, and shares in the thread of the message', async () => {
    await served.at(NOW)
    await served.slack.briefOnThis({ text: 'Somebody says the border between China and Myanmar is 2,000 km long. Is it?', ts: PERSON_TS })
    const answer = await served.slack.until(() => alone().find((body) => wordsOf(body).includes('2,000km')), 'the answer')
    expect(served.slack.workspace.messages.size).toBe(0)
    await served.slack.press(buttonIn(answer.blocks, 'Share with the channel'), { ts: '1700009999.000100', ephemeral: true })
    await served.slack.until(() => served.slack.workspace.replies('C1', PERSON_TS).length === 1, 'the shared answer')
    const [shared] = served.slack.workspace.replies('C1', PERSON_TS)
    expect(wordsOf(shared)).toContain('2,000km')
    expect(elementsOf(shared?.blocks, 'context_actions')[0]).toMatchObject({ type: 'feedback_buttons' })
  })

  it('on a message that is but a link offers to read it', async () => {
    await served.at(NOW)
    await served.slack.briefOnThis({ text: '<https://news.example/2023/a-gate-reopens>' })
    const offer = await served.slack.until(() => alone().find((body) => wordsOf(body).includes('That links to news.example')), 'the offer')
    expect(buttonIn(offer.blocks, 'Add this article')).toMatchObject({ value: 'add article https://news.example/2023/a-gate-reopens' })
  })
})

describe('a link that somebody posts', () => {
  it('is offered to them alone, once, and added where they press for it; all others are spared', async () => {
    await served.at(NOW)
    const url = 'https://news.example/2023/a-gate-reopens'
    const shared = (message_ts: string, links: readonly string[]) =>
      served.slack.event({
        ...{ type: 'link_shared', channel: 'C1', user: 'U1', message_ts, is_bot_user_member: true },
        links: links.map((link) => ({ domain: 'news.example', url: link })),
      })
    await shared(PERSON_TS, [url])
    const [offer] = await served.slack.until(() => {
      const offers = served.slack.of('chat.postEphemeral')
      return offers.length === 1 && offers
    }, 'the offer')
    expect(offer).toMatchObject({ channel: 'C1', user: 'U1' })
    expect(wordsOf(offer)).toContain('That links to news.example')
    await shared(PERSON_TS, [url])
    await shared('1600000000.000200', [`${url}-again`])
    await served.slack.press(buttonIn(offer?.['blocks'], 'Add this article'), { ts: '1700009999.000100', ephemeral: true })
    await served.slack.until(() => alone().length > 0 || roots('C1').length > 0, 'what came of the press')
    expect(wordsOf(alone()[0] ?? roots('C1')[0])).toContain('news.example')
    expect(served.slack.of('chat.postEphemeral')).toHaveLength(1)
  })
})

describe('direct messages', () => {
  it('are an agent’s where that is granted: prompts from the topics, a status, the answer in its thread', async () => {
    served.slack.workspace.scopes = [...ALL_SCOPES, 'assistant:write']
    await served.at(NOW)
    await served.slack.openHome('U1', { tab: 'messages' })
    const [prompts] = await served.slack.until(() => {
      const calls = served.slack.of('assistant.threads.setSuggestedPrompts')
      return calls.length === 1 && calls
    }, 'the prompts')
    expect(prompts?.['prompts']).toContainEqual(expect.objectContaining({ message: 'border' }))
    await served.slack.event({
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: 'U1',
      text: 'How long is the border?',
      ts: PERSON_TS,
    })
    const answer = () => wordsOf(served.slack.workspace.replies('D1', PERSON_TS)[0])
    await served.slack.until(() => answer().includes('2,000km'), 'the answer, streamed where it takes its time')
    expect(served.slack.workspace.statuses[0]).toBe('is looking …')
  })

  it('begin with one word about who it is, where it is no agent', async () => {
    await served.at(NOW)
    await served.slack.openHome('U1', { tab: 'messages' })
    await served.slack.until(() => roots('D1').length === 1, 'the welcome')
    await served.slack.openHome('U1', { tab: 'messages' })
    await served.slack.command('status')
    await served.slack.until(() => alone().length > 0, 'something after it')
    expect(roots('D1')).toHaveLength(1)
  })
})

describe('an export', () => {
  it('of a thread’s answer is a file with every quote and its source; without the scope it says the mend', async () => {
    await served.at(NOW)
    const mention = (text: string, more: Fields = {}) =>
      served.slack.event({ type: 'app_mention', channel: 'C1', user: 'U1', text: `<@U0BOT> ${text}`, ts: PERSON_TS, ...more })
    await mention('border')
    await served.slack.until(() => wordsOf(served.slack.workspace.replies('C1', PERSON_TS)[0]).includes('1.'), 'the briefing')
    await mention('export', { ts: '1600000000.000200', thread_ts: PERSON_TS })
    await served.slack.until(() => wordsOf(served.slack.workspace.replies('C1', PERSON_TS).at(-1)).includes('files:write'), 'the mend')
    served.slack.workspace.scopes = [...ALL_SCOPES, 'files:write']
    await served.at(NOW)
    await mention('export as html', { ts: '1600000000.000300', thread_ts: PERSON_TS })
    const [file] = await served.slack.until(() => {
      const files = [...served.slack.workspace.files.values()].filter(({ channel }) => channel === 'C1')
      return files.length === 1 && files
    }, 'the file')
    expect(file).toMatchObject({ thread_ts: PERSON_TS, name: expect.stringMatching(/^[a-z0-9-]+-2026-11-22\.html$/) })
    expect(String(file?.['body'])).toContain('our abstract of')
  })
})
