// A team's own topics: added, changed, removed and used, in words and by a form, by those who may, in one workspace alone.
import { describe, expect, it } from 'vitest'
import { topicsCommand } from '../../src/chat/parse-topics.ts'
import { HILL } from '../render/answers.ts'
import { type KeptDesk, useKeptDesks, behind } from './kept-desk.ts'

const stand = useKeptDesks()
const command = { as: 'command' } as const
const textOf = async ({ say }: KeptDesk, text: string, change = {}) => (await say(text, { ...command, ...change }))[0]?.text ?? ''

describe('topicsCommand', () => {
  it.each([
    ['topics', { kind: 'topics' }],
    ['list our topics', { kind: 'topics' }],
    ['topics?', { kind: 'topics' }],
    ['topics add', { kind: 'topic-form', name: null }],
    ['add a topic', { kind: 'topic-form', name: null }],
    ['topics edit Rice', { kind: 'topic-form', name: 'Rice' }],
    [
      'topics add rice: rice prices and exports',
      { kind: 'add-topic', draft: { name: 'rice', about: 'rice prices and exports', aliases: null } },
    ],
    [
      'topics add "rice trade" (paddy, 大米): rice prices',
      { kind: 'add-topic', draft: { name: 'rice trade', about: 'rice prices', aliases: ['paddy', '大米'] } },
    ],
    [
      'new topic rice: prices also paddy, 大米',
      { kind: 'add-topic', draft: { name: 'rice', about: 'prices', aliases: ['paddy', '大米'] } },
    ],
    ['topics edit rice (paddy)', { kind: 'edit-topic', draft: { name: 'rice', about: null, aliases: ['paddy'] } }],
    ['remove the topic rice', { kind: 'remove-topic', name: 'rice' }],
    ['topics remove “rice”', { kind: 'remove-topic', name: 'rice' }],
  ])('reads “%s”', (text, expected) => {
    expect(topicsCommand(text)).toEqual(expected)
  })

  it.each(['topic border', 'what are the topics of the talks?', 'add https://news.example', 'remove border', 'border'])(
    'leaves “%s” alone',
    (text) => {
      expect(topicsCommand(text)).toBeNull()
    },
  )
})

describe('a topic of a team', () => {
  it('goes before a command that is called so in another language', async () => {
    const made = await stand()
    expect(await textOf(made, 'temas')).toContain('Topics')
    await textOf(made, 'topics add rice (temas): rice prices and exports')
    expect(await textOf(made, 'temas')).not.toContain('Topics')
  })
  it('is briefed on by its name and its other names, once it is added', async () => {
    const made = await stand()
    expect(await textOf(made, 'topics add Rice (paddy, 大米): rice prices and exports')).toContain(
      'Added: the topic “rice” is about “rice prices and exports”.',
    )
    await made.say('大米', command)
    expect(made.briefed.map(({ topic }) => topic)).toEqual([
      { name: 'rice', title: 'Rice', query: 'rice prices and exports', aliases: ['paddy', '大米'], workspace: 'slack:T1' },
    ])
    expect(await textOf(made, 'topics')).toContain('rice — yours: rice prices and exports; also paddy, 大米')
    expect(await textOf(made, 'help')).toContain('rice')
  })

  it('can be subscribed to, dated and asked for a timeline', async () => {
    const made = await stand()
    await made.say('topics add rice: rice prices', command)
    await made.say('rice since Monday', command)
    expect(made.briefed[0]).toMatchObject({ since: '2023-11-20', topic: { query: 'rice prices' } })
    await made.say('subscribe rice daily 08:00 Asia/Yangon', command)
    expect(made.subscribed[0]).toMatchObject({ topic: 'rice' })
    await made.articles.put(HILL)
    expect(await textOf(made, 'timeline rice')).toContain('Timeline: rice')
  })

  it('is changed and removed by those who made it, and stays as it was where something is wrong', async () => {
    const made = await stand()
    await made.say('topics add rice (paddy): rice prices', command)
    expect(await textOf(made, 'topics edit rice: exports of rice')).toContain(
      'Changed: the topic “rice” is about “exports of rice”. It is also found as “paddy”.',
    )
    expect(await textOf(made, 'topics edit rice: — —')).toContain('What is “rice” about?')
    expect(await textOf(made, 'topics')).toContain('exports of rice; also paddy')
    expect(await textOf(made, 'topics remove paddy')).toContain('Removed: the topic “rice”')
    expect(await textOf(made, 'topics')).not.toContain('rice — yours')
  })

  it.each([
    ['topics add border: our border', '“border” is the topic “border” already'],
    ['topics add ours (border): our border', '“border” is the topic “border” already'],
    ['topics add help: what helps', '“help” is a command here'],
    ['topics add ours (status): what is', '“status” is a command here'],
    [`topics add ${'x'.repeat(41)}: long`, 'too long'],
    [`topics add rice: ${'x '.repeat(160)}`, 'at most 300 characters'],
    ['topics edit border: something else', 'belongs to whoever runs this desk'],
    ['topics remove border', 'belongs to whoever runs this desk'],
    ['topics edit nothing: at all', 'There is no topic “nothing” here'],
  ])('cannot be what “%s” says', async (text, why) => {
    const made = await stand()
    expect(await textOf(made, text)).toContain(why)
    expect(await made.stores.workspaceTopics.all()).toEqual([])
  })

  it('is added only by who may change what a channel gets', async () => {
    const made = await stand({ deps: { subscribers: 'admins' } })
    expect(await textOf(made, 'topics add rice: rice prices', { mayManage: false })).toContain('Here only workspace admins and owners')
    expect(await made.stores.workspaceTopics.all()).toEqual([])
    expect(await textOf(made, 'topics add rice: rice prices', { mayManage: true })).toContain('Added')
  })

  it('is seen in its workspace alone', async () => {
    const made = await stand()
    const there = { channel: { platform: 'slack', workspace: 'T2', channel: 'C1' } } as const
    await made.say('topics add rice: rice prices', command)
    expect(await textOf(made, 'topics', there)).not.toContain('rice — yours')
    await made.say('topics add rice: other rice', { ...command, ...there })
    await made.say('rice', command)
    await made.say('rice', { ...command, ...there })
    expect(made.briefed.map(({ topic }) => topic.query)).toEqual(['rice prices', 'other rice'])
    await made.say('topics remove rice', { ...command, ...there })
    expect(await textOf(made, 'topics')).toContain('rice prices')
  })

  it('outlives a restart', async () => {
    const before = await stand()
    await before.say('topics add rice: rice prices', command)
    const after = await stand({ stores: before.stores })
    expect(await textOf(after, 'topics')).toContain('rice prices')
  })

  it('is filled in as a form, which opens again as it was left', async () => {
    const made = await stand()
    const [list] = await made.say('topics', command)
    expect(await made.say(behind(list?.document, 'Add a topic'), command)).toEqual([])
    const [form] = made.forms
    expect(form).toMatchObject({
      command: 'topics add',
      fields: [{ name: 'name' }, { name: 'about' }, { name: 'aliases', optional: true }],
    })
    const fields = { name: 'help', about: 'rice prices', aliases: '' }
    const [refused] = await made.say('topics add', { ...command, fields } as object)
    expect(refused?.text).toContain('“help” is a command here')
    await made.say(behind(refused?.document, 'Open the form again'), command)
    expect(made.forms[1]?.fields.map(({ value }) => value)).toEqual(['help', 'rice prices', ''])
    const [saved] = await made.say('topics add', { ...command, fields: { ...fields, name: 'rice', aliases: 'paddy,  大米' } } as object)
    expect(saved?.how).toBe('finish')
    expect((await made.stores.workspaceTopics.all())[0]).toMatchObject({ name: 'rice', aliases: ['paddy', '大米'] })
    await made.say(behind(saved?.document, 'Change it'), command)
    expect(made.forms[2]).toMatchObject({ command: 'topics edit rice', fields: [{ value: 'rice prices' }, { value: 'paddy, 大米' }] })
  })

  it('says how to write it where no form can open', async () => {
    const made = await stand({ forms: false })
    expect(await textOf(made, 'topics add')).toContain('Write “topics add rice (paddy, 大米): rice prices and exports”')
  })

  it('ends at fifty of one workspace', async () => {
    const made = await stand()
    for (let n = 0; n < 50; n += 1) await made.say(`topics add beat${n}: what of ${n}?`, command)
    expect(await textOf(made, 'topics add onemore: what more?')).toContain('There are 50 topics of your own already')
  })
})
