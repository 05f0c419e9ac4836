// Whatever people type into a subscription, both platforms take what becomes of it, and nothing in it comes alive.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discordMessages } from '../../../src/adapters/platforms/discord/components.ts'
import { modalOf } from '../../../src/adapters/platforms/discord/forms.ts'
import { slackMessages } from '../../../src/adapters/platforms/slack/blocks.ts'
import { formModal } from '../../../src/adapters/platforms/slack/modals.ts'
import { documentHtml } from '../../../src/adapters/platforms/web/html.ts'
import type { Document } from '../../../src/domain/document.ts'
import type { Form } from '../../../src/domain/form.ts'
import { renderResumed, renderSubscribed, renderSubscriptions, renderWatching } from '../../../src/render/render.ts'
import { aSubscription } from '../../contracts/digest-stores.ts'
import { validate, validateMessage } from '../../fakes/discord/validate.ts'
import { refusedBlocks, refusedView } from '../../fakes/slack/block-kit.ts'

const HOSTILE = [
  '<!channel>',
  '<@U1>',
  '@everyone',
  '<@&1>',
  '[x](https://evil.example)',
  '**b**',
  '`',
  '</p><script>',
  '\u202e',
  '\u0000',
  '&lt;',
  '"',
  '\ud800',
  ':skull:',
]
const words = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 30 })), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(' '))
const AT = Temporal.ZonedDateTime.from('2026-11-23T08:00[Asia/Yangon]')

function documentsOf(topic: string): readonly Document[] {
  const digest = aSubscription({ topic, quietLine: false, paused: true, pausedWhy: topic })
  const watch = aSubscription({ topic, id: 'sub2', kind: 'watch', mostADay: 3 })
  const cron = aSubscription({ topic, id: 'sub3', schedule: { cron: topic, timeZone: 'Asia/Yangon' } })
  return [
    renderSubscribed({ subscription: cron, title: topic, next: [AT], changed: false }),
    renderWatching({ subscription: watch, title: topic }),
    renderResumed({ subscription: digest, title: topic, next: AT }),
    renderSubscriptions({ subscriptions: [digest, watch, cron], topics: [], next: () => AT, forms: true }),
  ]
}

describe('a subscription to anything', () => {
  it('is shown by messages that Slack takes, as text alone', () => {
    fc.assert(
      fc.property(words, (topic) => {
        for (const message of documentsOf(topic).flatMap(slackMessages)) {
          expect(refusedBlocks(message.blocks)).toBeNull()
          expect(message.text).not.toMatch(/<[!@#]/)
        }
      }),
    )
  })

  it('is shown by messages that Discord takes, pinging nobody', () => {
    fc.assert(
      fc.property(words, (topic) => {
        for (const message of documentsOf(topic).flatMap(discordMessages)) {
          expect(validateMessage(message)).toEqual([])
          expect(JSON.stringify(message.components)).not.toMatch(/(?<!\\\\)<@|(?<!\\\\)\]\(https/)
        }
      }),
    )
  })

  it('is text on the web', () => {
    fc.assert(fc.property(words, (topic) => documentsOf(topic).every((document) => !/<script|<\/p><s/i.test(documentHtml(document)))))
  })

  it('stands in forms that both platforms take', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (value, optional) => {
        const text = { name: 'topic', label: 'What about', hint: value.slice(0, 100) || 'x', value, optional, maxLength: 200 }
        const choice = {
          ...text,
          name: 'days',
          value: 'b',
          choices: [
            { value: 'a', label: 'A' },
            { value: 'b', label: 'B' },
          ],
        }
        const form: Form = { command: 'subscribe', title: 'Subscribe', submit: 'Subscribe', fields: [text, choice] }
        const origin = { team: 'T1', channel: 'C1', responseUrl: 'https://hooks.slack.com/commands/T1/1/abc', command: form.command }
        expect(refusedView(formModal(form, origin))).toBeNull()
        expect(validate('POST', '/interactions/1/t/callback', { type: 9, data: modalOf(form) })).toEqual([])
      }),
    )
  })
})
