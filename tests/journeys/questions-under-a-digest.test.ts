// What people ask under a digest in Slack, over the real wiring: its figures, its sources, and why it said so.
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import type { Fields } from '../fakes/slack/workspace.ts'
import { soon, useServed } from '../served.ts'

const served = useServed()
const posted = () => [...served.slack.workspace.messages.values()]
const digests = () => posted().filter(({ metadata }) => metadata !== undefined)

/** Sends the channel's digest and gives its message. */
async function digest(): Promise<Fields> {
  await served.at('2026-11-22T00:00:00Z')
  await served.slack.command('subscribe border daily 08:00 UTC')
  await served.slack.until(() => posted().length === 1, 'the confirmation')
  await served.slack.command('send border now')
  return served.slack.until(() => digests()[0], 'the digest')
}

/** Asks under a message and gives what was answered there. */
async function under({ ts }: Fields, text: string): Promise<string> {
  const answers = () => posted().filter(({ thread_ts }) => thread_ts === ts)
  const before = answers().length
  const { slack } = served
  await slack.event({
    type: 'app_mention',
    user: 'U1',
    channel: 'C1',
    text: `<@U0BOT> ${text}`,
    ts: slack.workspace.nextTs(),
    thread_ts: ts,
  })
  await soon(() => expect(answers().slice(before).map(wordsOf).join()).toMatch(/\[1\]|Why this answer|claims are|no record/))
  return answers().slice(before).map(wordsOf).join()
}

/** That the digest stands there is on record right behind its message: asked at once, nobody may know of it yet. */
async function whyUnder(message: Fields): Promise<string> {
  for (let tries = 0; tries < 5; tries += 1) {
    const why = await under(message, '/brief why')
    if (!why.includes('There is no record')) return why
  }
  throw new Error('there is no record of the digest')
}

type Told = Readonly<{ number: string; text: string; source: string }>

/** `4.  text [4] our abstract of …, date`, as a digest and an answer show it. */
const claimsIn = (words: string): readonly Told[] =>
  [...words.matchAll(/(\d+)\. {1,2}(.+?) \[\1\] (.+? · (?:\d+ \w+ \d{4}|undated))/g)].map(([, number = '', text = '', source = '']) => ({
    number,
    text,
    source,
  }))

describe('a question under a digest', () => {
  it('is answered with the figures and the citations that the digest showed', async () => {
    const message = await digest()
    const told = claimsIn(wordsOf(message))
    const killed = told.find(({ text }) => /killed 29 civilians/.test(text))
    const [answer] = claimsIn(await under(message, 'how many civilians were killed in the refugee camp in Kachin?'))
    expect(told.length).toBeGreaterThan(2)
    expect(killed).toBeDefined()
    expect([answer?.text, answer?.source]).toEqual([killed?.text, killed?.source])
  })

  it('may be why: every claim is shown with the words that are kept of its source', async () => {
    const message = await digest()
    const told = claimsIn(wordsOf(message))
    const why = await whyUnder(message)
    expect(why).toContain('Why this answer: China–Myanmar border')
    for (const { text, source } of told) {
      expect(why).toContain(text)
      expect(why).toContain(source)
    }
    const last = await under(message, `why ${told.length}`)
    expect(last).toContain(told.at(-1)?.text)
    expect(last).not.toContain(told[0]?.text)
    expect(await under(message, `why ${told.length + 1}`)).toContain(`its claims are 1 to ${told.length}`)
  })
})
