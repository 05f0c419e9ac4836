// What people think of an answer: two buttons, a reason, kept without more of the person than a key that can be erased.
import { describe, expect, it } from 'vitest'
import { personalCommand } from '../../src/chat/parse-personal.ts'
import { behind, buttonsOf, useKeptDesks } from './kept-desk.ts'

const stand = useKeptDesks()
const command = { as: 'command' } as const

describe('personalCommand', () => {
  const bad = { kind: 'feedback', verdict: 'bad', answerId: null }
  it.each([
    ['feedback good r_12', { kind: 'feedback', verdict: 'good', answerId: 'r_12', reason: null, words: null }],
    ['feedback bad r_12', { ...bad, answerId: 'r_12', reason: null, words: null }],
    ['feedback the number is wrong, it was 31', { ...bad, reason: 'wrong-figure', words: 'the number is wrong, it was 31' }],
    ['feedback: bad, you missed the flood', { ...bad, reason: 'missed-news', words: 'you missed the flood' }],
    ['feedback that is not what I asked', { ...bad, reason: 'not-asked', words: 'that is not what I asked' }],
    ['feedback the source does not say that', { ...bad, reason: 'wrong-source', words: 'the source does not say that' }],
    ['feedback bad: that was told before', { ...bad, reason: 'not-new', words: 'that was told before' }],
    ['feedback hm', { ...bad, reason: 'other', words: 'hm' }],
    ['👎', { ...bad, reason: null, words: null }],
    ['share r_12ab', { kind: 'share', answerId: 'r_12ab' }],
    ['forget me', { kind: 'forget-me', sure: false }],
    ['Forget me, yes!', { kind: 'forget-me', sure: true }],
    ['delete my data', { kind: 'forget-me', sure: false }],
  ])('reads “%s”', (text, expected) => {
    expect(personalCommand(text)).toEqual(expected)
  })

  it.each(['forget the ceasefire', 'share of rice in exports', 'what feedback did China give?', 'good', 'who are the rebels?'])(
    'leaves “%s” alone',
    (text) => {
      expect(personalCommand(text)).toBeNull()
    },
  )
})

describe('feedback', () => {
  it('is asked for under an answer, in words, and not under a notice', async () => {
    const { say } = await stand()
    const [shown] = await say('who fled?', command)
    expect(
      buttonsOf(shown?.document ?? { preview: '', nodes: [] })
        .slice(-2)
        .map(({ label }) => label),
    ).toEqual(['👍 Helpful', '👎 Not right'])
    const [help] = await say('help', command)
    expect(behind(help?.document, '👍 Helpful')).toBe('')
  })

  it('is kept with the answer it is about, and who pressed only as a key', async () => {
    const made = await stand()
    const [shown] = await made.say('who fled?', command)
    const [thanks] = await made.say(behind(shown?.document, '👍 Helpful'), command)
    expect([thanks?.how, thanks?.text]).toEqual(['whisper', 'Thank you, noted.'])
    const record = await made.stores.answers.lastIn('slack:T1:C1', made.recording.personKey({ platform: 'slack', workspace: 'T1' }, 'U1'))
    const [kept] = await made.feedback()
    expect(kept).toMatchObject({
      answerId: record?.id,
      workspace: 'slack:T1',
      channel: 'slack:T1:C1',
      verdict: 'good',
      reason: null,
      words: null,
    })
    expect(JSON.stringify(kept)).not.toContain('U1')
  })

  it('asks for the reason in a form, and counts the press also when that is closed', async () => {
    const made = await stand()
    const [shown] = await made.say('who fled?', command)
    expect(await made.say(behind(shown?.document, '👎 Not right'), command)).toEqual([])
    expect(await made.feedback()).toMatchObject([{ verdict: 'bad', reason: null }])
    const [form] = made.forms
    expect(form?.fields[0]?.choices?.map(({ value }) => value)).toEqual([
      ...['wrong-figure', 'wrong-source', 'missed-news', 'not-new', 'not-asked', 'other'],
    ])
    const fields = { reason: 'wrong-figure', words: ' it was 31 ' }
    const [thanks] = await made.say(form?.command ?? '', { ...command, fields } as object)
    expect(thanks?.text).toContain('Thank you, noted')
    expect(await made.feedback()).toMatchObject([{ verdict: 'bad', reason: 'wrong-figure', words: 'it was 31' }])
  })

  it('is taken in words too, about the last answer in the thread or of the person', async () => {
    const made = await stand()
    await made.say('who fled?')
    await made.say('feedback a figure is wrong')
    await made.say('who died?', command)
    await made.say('feedback you missed the flood', command)
    const kept = await made.feedback()
    expect(kept.map(({ reason }) => reason)).toEqual(['wrong-figure', 'missed-news'])
    expect(new Set(kept.map(({ answerId }) => answerId)).size).toBe(2)
    const [other] = await made.say('feedback hm', { ...command, person: { id: 'U2', timeZone: null } })
    expect(other?.text).toContain('Nothing was answered here yet')
  })

  it('says how to give a reason where no form can open', async () => {
    const made = await stand({ forms: false })
    const [shown] = await made.say('who fled?', command)
    const [noted] = await made.say(behind(shown?.document, '👎 Not right'), command)
    expect(noted?.text).toContain('To say why, write “feedback”')
    expect(await made.feedback()).toHaveLength(1)
  })

  it('asks what there is to say, and notes nothing, where nothing was said', async () => {
    const made = await stand()
    await made.say('who fled?', command)
    expect(await made.say('feedback', command)).toEqual([])
    expect([made.forms.length, await made.feedback()]).toEqual([1, []])
    const bare = await stand({ forms: false })
    await bare.say('who fled?', command)
    expect((await bare.say('feedback', command))[0]?.text).toContain('What do you think of the last answer?')
    expect(await bare.feedback()).toEqual([])
  })

  it('of one workspace is not about the answers of another', async () => {
    const made = await stand()
    const [shown] = await made.say('who fled?', command)
    const elsewhere = { ...command, channel: { platform: 'slack', workspace: 'T2', channel: 'C1' } as const }
    const [refused] = await made.say(behind(shown?.document, '👍 Helpful'), elsewhere)
    expect(refused?.text).toContain('Nothing was answered here yet')
    expect(await made.feedback()).toEqual([])
  })

  it('is counted in the status of its workspace', async () => {
    const made = await stand()
    const [shown] = await made.say('who fled?', command)
    await made.say(behind(shown?.document, '👎 Not right'), command)
    const [status] = await made.say('status', command)
    expect(status?.text).toContain('Feedback of 30 days — 0 helpful, 1 not right')
    const [elsewhere] = await made.say('status', { ...command, channel: { platform: 'slack', workspace: 'T2', channel: 'C1' } })
    expect(elsewhere?.text).not.toContain('Feedback')
  })
})

describe('forget me', () => {
  it.each([
    [{ direct: true }, 'in this conversation'],
    [{}, 'in this workspace'],
    [{ channel: { platform: 'discord', workspace: '7', channel: '1' } as const }, 'in this server'],
  ])('names the place it is about (%o)', async (where, words) => {
    const made = await stand()
    expect((await made.say('forget me', { ...command, ...where }))[0]?.text).toContain(words)
  })

  it('tells of the subscriptions that bear the name no more', async () => {
    const erased = { answers: 0, requests: 0, turns: 0, told: 0, feedback: 0, topics: 0, subscriptions: 1 }
    const made = await stand({ deps: { forgetPerson: async () => erased } })
    expect((await made.say('forget me yes', command))[0]?.text).toBe('Done. Forgotten: your name on 1 subscription.')
  })

  it('says what goes and what stays before anything goes', async () => {
    const made = await stand()
    await made.say('who fled?', command)
    const [asked] = await made.say('forget me', command)
    expect(asked?.how).toBe('whisper')
    expect(asked?.text).toContain('messages that stand in the channel stay')
    expect(behind(asked?.document, 'Forget me')).toBe('forget me yes')
    expect((await made.say('why', command))[0]?.text).toContain('Why this answer')
  })

  it('erases questions, feedback and threads of the person alone', async () => {
    const made = await stand()
    const other = { person: { id: 'U2', timeZone: null } }
    await made.say('who fled from CANARY?')
    await made.say('feedback CANARY is a wrong figure')
    await made.say('who died?', { ...other, thread: '2.2' })
    await made.say('feedback hm', { ...other, thread: '2.2' })
    const [privately] = await made.say('privately CANARY?', command)
    await made.say('topics add', { ...command, fields: { name: 'help', about: 'CANARY', aliases: '' } } as object)
    const [done] = await made.say('forget me yes', command)
    expect(done?.text).toContain('Done. Forgotten: 2 records of answers, 1 turn in a thread and 1 remark on an answer.')
    await made.say('topics add', command)
    expect(JSON.stringify(made.forms)).not.toContain('CANARY')
    const [gone] = await made.say(behind(privately?.document, 'Share with the channel'), command)
    expect(gone?.text).toContain('no longer kept')
    const left: unknown[] = [await made.feedback()]
    for await (const record of made.stores.answers.all({})) left.push(record)
    for (const thread of ['1.1', '2.2'])
      left.push(await made.stores.conversations.get({ platform: 'slack', workspace: 'T1', channel: 'C1', thread }))
    expect(JSON.stringify(left)).not.toContain('CANARY')
    expect(JSON.stringify(left)).toContain('who died?')
    expect((await made.say('forget me yes', command))[0]?.text).toBe('Done: nothing was kept of you here.')
  })
})
