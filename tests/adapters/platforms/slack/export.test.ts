// A briefing as a file or a canvas: where the scope was granted; and the mend where it was not.
import { describe, expect, it } from 'vitest'
import type { Export } from '../../../../src/domain/export.ts'
import type { Inbound } from '../../../../src/domain/inbound.ts'
import type { Surface } from '../../../../src/ports/platform.ts'
import { leavesOf } from '../../../fakes/slack/block-kit.ts'
import { PERSON_TS } from '../../../fakes/slack/payloads.ts'
import { ALL_SCOPES } from '../../../fakes/slack/workspace.ts'
import { saying, slackHarness, wordsOf } from './harness.ts'

const slack = slackHarness()
const GRANTED = [...ALL_SCOPES, 'files:write', 'canvases:write']
const FILE: Export = { form: 'markdown', name: 'the-border-2023-11-20.md', title: 'The border', text: '# The border\n\n“2,129” 老街\n' }
const CANVAS: Export = { ...FILE, form: 'canvas' }

/** Exports at once, and says the mend where that is refused. */
const exporting = (made: Export) => async (_: Inbound, surface: Surface) => {
  const outcome = await surface.export?.(made)
  if (outcome?.kind === 'refused') await surface.whisper(saying(outcome.hint))
}
const ask = { type: 'app_mention', channel: 'C1', user: 'U1', text: '<@U0BOT> export', ts: PERSON_TS }

describe('a briefing as a file', () => {
  it('comes in the thread it was asked for in, byte for byte, in place of the progress', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(async (inbound, surface) => {
      await surface.progress('Reading 5 articles…')
      await exporting(FILE)(inbound, surface)
    })
    await slack.fake.event(ask)
    const [file] = await slack.fake.until(() => {
      const files = [...slack.fake.workspace.files.values()].filter(({ channel }) => channel !== undefined)
      return files.length === 1 && files
    }, 'the file')
    expect(file).toMatchObject({ name: FILE.name, title: 'The border', body: FILE.text, channel: 'C1', thread_ts: PERSON_TS })
    await slack.fake.until(() => slack.fake.workspace.messages.size === 0, 'the progress to go')
  })

  it('comes in the channel for a command, whose note goes', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(exporting(FILE))
    await slack.fake.command('export border')
    await slack.fake.until(() => [...slack.fake.workspace.files.values()].some(({ channel }) => channel === 'C1'), 'the file')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the note to go')
    expect(slack.fake.responded[0]?.body).toEqual({ delete_original: true })
  })

  it('is told how to be had where the scope was not granted, and nothing is sent', async () => {
    await slack.open(exporting(FILE))
    await slack.fake.command('export border')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the mend')
    expect(wordsOf(slack.fake.responded[0]?.body)).toMatch(/not granted the scope files:write.*slack-manifest --export/)
    expect(slack.fake.of('files.getUploadURLExternal')).toEqual([])
  })

  it('is told how to be had where the bot is no member', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(exporting(FILE))
    await slack.fake.command('export border', { channel_id: 'C2' })
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the mend')
    expect(wordsOf(slack.fake.responded[0]?.body)).toContain('/invite @border-brief')
    expect(slack.fake.takeRejected()).toEqual(['not_in_channel'])
  })

  it('ends in a sentence when Slack does not take it', async () => {
    slack.fake.workspace.scopes = GRANTED
    await slack.open(exporting({ ...FILE, text: '' }))
    await slack.fake.command('export border')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the sentence')
    expect(wordsOf(slack.fake.responded[0]?.body)).toBe('Slack did not take the file; please ask again in a minute.')
    expect(slack.fake.takeRejected()).toEqual(['file_upload_size_restricted'])
  })

  it('is never what becomes of a message that only its asker sees', async () => {
    slack.fake.workspace.scopes = GRANTED
    const offered: unknown[] = []
    await slack.open((_, surface) => {
      offered.push(surface.export)
      return surface.finish(saying('x'))
    })
    await slack.fake.press({ action_id: 'bb:run:0', value: 'export' }, { ts: PERSON_TS, ephemeral: true })
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the answer')
    expect(offered).toEqual([undefined])
  })
})

describe('a briefing as a canvas', () => {
  it('may be read by the channel, which gets its link', async () => {
    slack.fake.workspace.scopes = GRANTED
    const outcome = Promise.withResolvers<unknown>()
    await slack.open((_, surface) => outcome.resolve(surface.export?.(CANVAS)))
    await slack.fake.event(ask)
    expect(await outcome.promise).toEqual({ kind: 'posted' })
    const [told] = await slack.fake.until(() => {
      const replies = slack.fake.workspace.replies('C1', PERSON_TS)
      return replies.length === 1 && replies
    }, 'the link')
    const [[id, canvas] = []] = [...slack.fake.workspace.canvases]
    expect(canvas).toMatchObject({ title: 'The border', markdown: CANVAS.text, channels: ['C1'], level: 'read' })
    expect(leavesOf(told?.blocks)).toContainEqual({ type: 'link', text: 'The border' })
    expect(JSON.stringify(told?.blocks)).toContain(`https://fake.slack.com/docs/T0FAKE/${id}`)
  })

  it('is told how to be had where the scope was not granted', async () => {
    slack.fake.workspace.scopes = [...ALL_SCOPES, 'files:write']
    await slack.open(exporting(CANVAS))
    await slack.fake.command('export as canvas')
    await slack.fake.until(() => slack.fake.responded.length === 1, 'the mend')
    expect(wordsOf(slack.fake.responded[0]?.body)).toContain('canvases:write')
  })
})
