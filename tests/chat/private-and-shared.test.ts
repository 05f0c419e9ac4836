// Answers for the asker alone: chosen by a word or a setting, gone on from, and shared with the channel as they were.
import { describe, expect, it } from 'vitest'
import { mannerOf } from '../../src/chat/parse-personal.ts'
import { answer } from '../render/answers.ts'
import type { Shown } from './desk.ts'
import { buttonsOf, type KeptDesk, useKeptDesks, behind } from './kept-desk.ts'

const stand = useKeptDesks()
const command = { as: 'command' } as const
const first = async ({ say }: KeptDesk, text: string, change = {}): Promise<Shown> => {
  const [shown] = await say(text, { ...command, ...change })
  if (shown === undefined) throw new Error(`nothing was shown for ${text}`)
  return shown
}
const SHARE = 'Share with the channel'
const labels = ({ document }: Shown) => buttonsOf(document).map(({ label }) => label)
const fact = ({ text }: Shown) => text.split('\n').find((line) => line.includes('1.')) ?? ''

describe('mannerOf', () => {
  it.each([
    ['privately who fled?', 'private', 'who fled?'],
    ['/brief Privately: who fled?', 'private', 'who fled?'],
    ['who fled, privately?', 'private', 'who fled'],
    ['only for me border', 'private', 'border'],
    ['publicly border', 'public', 'border'],
    ['who negotiated privately with the junta?', null, 'who negotiated privately with the junta?'],
    ['privately', null, 'privately'],
    ['privately owned mines in Kachin', null, 'privately owned mines in Kachin'],
    ['did they meet in private?', null, 'did they meet in private?'],
  ])('reads “%s”', (text, manner, rest) => {
    expect(mannerOf(text)).toEqual({ manner, text: rest })
  })
})

describe('a private answer', () => {
  it('is whispered, with a button that shares it', async () => {
    const made = await stand()
    const shown = await first(made, 'privately who fled?')
    expect(shown.how).toBe('whisper')
    expect(made.asked[0]?.question).toBe('who fled?')
    expect(labels(shown)[0]).toBe(SHARE)
    expect((await first(made, 'who fled?')).how).toBe('finish')
    expect(labels(await first(made, 'who fled?'))).not.toContain(SHARE)
  })

  it.each(['border', 'timeline', 'disputes', 'digest border', 'new', 'bordr'])('may be one to “%s”', async (text) => {
    expect((await first(await stand(), `privately ${text}`)).how).toBe('whisper')
  })

  it('is shared as it was, and then remembered by the channel’s thread', async () => {
    const answers = [answer(), answer({ claims: [], kind: 'no-evidence' })]
    const made = await stand({ answers: () => answers.shift() ?? answer() })
    const alone = await first(made, 'privately who fled?')
    expect((await made.stores.conversations.get({ platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.1' })) ?? null).toBeNull()
    const open = await first(made, behind(alone.document, SHARE))
    expect([open.how, fact(open)]).toEqual(['finish', fact(alone)])
    expect(made.asked).toHaveLength(1)
    expect(labels(open)).not.toContain(SHARE)
    const thread = await made.stores.conversations.get({ platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.1' })
    expect(thread?.turns.map(({ question }) => question)).toEqual(['who fled?'])
  })

  it('is shared once by a button that is pressed twice in one moment', async () => {
    const made = await stand()
    const share = behind((await first(made, 'privately who fled?')).document, SHARE)
    await Promise.all([1, 2].map((press) => first(made, share, { pressed: true, id: `p${press}` })))
    expect(made.shown.map(({ how }) => how)).toEqual(['whisper', 'finish', 'whisper'])
  })

  it('is shared by nobody else, nor elsewhere', async () => {
    const made = await stand()
    const share = behind((await first(made, 'privately who fled?')).document, SHARE)
    for (const change of [
      { person: { id: 'U2', timeZone: null } },
      { channel: { platform: 'slack', workspace: 'T2', channel: 'C1' } as const },
    ]) {
      const shown = await first(made, share, change)
      expect([shown.how, shown.text]).toEqual(['whisper', expect.stringContaining('no longer kept')])
    }
  })

  it('is answered again for the channel after a restart', async () => {
    const before = await stand()
    const share = behind((await first(before, 'privately who fled?')).document, SHARE)
    await before.recording.recorder.settled()
    const after = await stand({ stores: before.stores, deps: { recording: before.recording } })
    const open = await first(after, share, { id: 'later' })
    expect([open.how, after.asked[0]?.question]).toEqual(['finish', 'who fled?'])
  })

  it('is gone on from by its buttons and by a form, still alone', async () => {
    const made = await stand()
    const alone = await first(made, 'privately who fled?')
    expect(await made.say(behind(alone.document, 'Ask a follow-up'), command)).toEqual([])
    const [form] = made.forms
    const later = await first(made, form?.command ?? '', { fields: { question: 'and in Ruili?' } })
    expect(later.how).toBe('whisper')
    expect(made.asked.at(-1)?.question).toContain('Ruili')
    expect(made.asked.at(-1)?.question).not.toBe('and in Ruili?')
    const quotes = await first(made, `re ${form?.command.slice(3)} quotes`)
    expect([quotes.how, quotes.text.startsWith('Nothing was answered')]).toEqual(['whisper', false])
  })

  it('tells nobody else what was asked', async () => {
    const made = await stand()
    const id = behind((await first(made, 'privately who else fled?')).document, 'Ask a follow-up')
    const shown = await first(made, `${id} quotes`, { person: { id: 'U2', timeZone: null } })
    expect(shown.text).toContain('no longer kept')
    expect(made.forms).toEqual([])
  })

  it('keeps to itself what its asker was told beside it of subscriptions', async () => {
    const untold = [
      { id: 'n1', channel: { platform: 'slack', workspace: 'T1', channel: 'C9' }, person: 'U1', words: 'SECRET', at: '' },
    ] as const
    const made = await stand()
    const digests = { untold: async () => untold, told: async () => {} }
    const own = await stand({ deps: { digests: { ...made.digests, ...digests } } })
    const alone = await first(own, 'privately who fled?')
    expect(alone.text).toContain('SECRET')
    expect((await first(own, behind(alone.document, SHARE))).text).not.toContain('SECRET')
  })

  it('is not promised in a thread, which everybody reads', async () => {
    const made = await stand()
    const [shown] = await made.say('privately, who fled?')
    expect(shown?.text).toContain('seen by all who are in it')
    expect(made.asked).toEqual([])
    const [direct] = await made.say('privately, who fled?', { direct: true })
    expect(direct?.how).toBe('finish')
    expect(made.asked).toHaveLength(1)
  })
})

describe('the setting', () => {
  it('makes answers private where nobody says otherwise', async () => {
    const made = await stand()
    expect((await first(made, 'settings answers private')).text).toContain('Who sees an answer — only who asked')
    expect((await first(made, 'who fled?')).how).toBe('whisper')
    expect((await first(made, 'publicly who fled?')).how).toBe('finish')
    expect((await first(made, 'subscribe border daily 08:00 Asia/Yangon')).how).toBe('announce')
    expect((await made.say('who fled?'))[0]?.how).toBe('finish')
    await first(made, 'settings answers public')
    expect((await first(made, 'who fled?')).how).toBe('finish')
  })

  it('is an admin’s', async () => {
    const made = await stand()
    expect((await first(made, 'settings answers private', { mayManage: false })).text).toContain('Only workspace admins')
  })

  it('shows help and status to everybody where that is asked for', async () => {
    const made = await stand()
    expect([(await first(made, 'help')).how, (await first(made, 'publicly help')).how]).toEqual(['whisper', 'finish'])
  })
})
