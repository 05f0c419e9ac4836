// Forms in Discord: opened in the place of a reply, filled in, and given up where it is too late.
import { describe, expect, it, vi } from 'vitest'
import type { Form } from '../../../../src/domain/form.ts'
import { doc, shown, useStand } from './stand.ts'

const stand = useStand()
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })

const FORM: Form = {
  command: 'subscribe',
  title: 'Subscribe',
  submit: 'Subscribe',
  fields: [
    { name: 'topic', label: 'What about', hint: 'A topic', value: '@everyone\n**x**', optional: false, maxLength: 200 },
    {
      ...{ name: 'days', label: 'Days', hint: 'On which days', value: 'weekdays', optional: false, maxLength: 20 },
      choices: [
        { value: 'daily', label: 'every day' },
        { value: 'weekdays', label: 'weekdays' },
      ],
    },
    { name: 'zone', label: 'Time zone', hint: 'Such as Asia/Yangon', value: '', optional: true, maxLength: 60 },
  ],
}

describe('a form', () => {
  it('opens in the place of the reply, as Discord takes it, and comes back as a command with its fields', async () => {
    const opened: boolean[] = []
    stand.reply = async (inbound, surface) => {
      if (inbound.kind === 'command' && inbound.fields !== undefined) return void (await surface.finish(doc('Done')))
      opened.push((await surface.form?.(FORM)) ?? false)
    }
    await stand.start()
    const asked = stand.fake.brief('subscribe')
    await until(() => expect(opened).toEqual([true]))
    await until(() => expect(asked.ack).toMatchObject({ type: 9, data: { custom_id: 'bb:form:subscribe', title: 'Subscribe' } }))
    expect(asked.original).toBeUndefined()
    const sent = stand.fake.submits(asked, { topic: 'who fled: "Laukkai"?', days: 'daily', zone: '' }, {})
    await until(() => expect(shown(sent.original)).toBe('### Done'))
    expect(stand.heard[1]).toMatchObject({
      kind: 'command',
      text: 'subscribe',
      fields: { topic: 'who fled: "Laukkai"?', days: 'daily', zone: '' },
    })
  })

  it('opens from a button of the channel', async () => {
    stand.reply = async (inbound, surface) => {
      if (inbound.text === 'list') await surface.finish(doc('List'))
      else await surface.form?.({ ...FORM, command: inbound.text })
    }
    await stand.start()
    const list = stand.fake.brief('ask', { question: 'list' })
    await until(() => expect(shown(list.original)).toBe('### List'))
    if (list.original === undefined) throw new Error('no list')
    const pressed = stand.fake.presses(list.original, 'bb:manage:change id:sub_0123456789abcdef')
    await until(() => expect(pressed.ack).toMatchObject({ type: 9, data: { custom_id: 'bb:form:change id:sub_0123456789abcdef' } }))
  })

  it('makes way for words, which are then answered as ever', async () => {
    stand.reply = async (_, surface) => {
      await surface.progress('Reading …')
      await until(() => expect(stand.fake.of('PATCH', /@original$/)).toHaveLength(1))
      expect(await surface.form?.(FORM)).toBe(false)
      await surface.whisper(doc('Too late for a form'))
    }
    await stand.start()
    const asked = stand.fake.brief('subscribe')
    await until(() => expect(asked.followUps.map(shown)).toEqual(['### Too late for a form']))
    expect(asked.ack).toMatchObject({ type: 5 })
  })

  it('is offered only where one can open', async () => {
    const offered: boolean[] = []
    stand.reply = async (_, surface) => {
      offered.push(surface.form !== undefined)
      await surface.finish(doc('x'))
    }
    await stand.start()
    stand.fake.brief('subscriptions')
    await until(() => expect(offered).toEqual([false]))
  })
})
