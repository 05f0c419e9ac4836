// A briefing to keep: what is meant by it, who may have it, and what is handed over.
import { describe, expect, it } from 'vitest'
import { exportCommand } from '../../src/chat/parse-export.ts'
import type { Export } from '../../src/domain/export.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import type { Surface } from '../../src/ports/platform.ts'
import { BORDER, desk } from './desk.ts'

describe('what asks for a file', () => {
  it.each([
    ['export', { form: 'markdown', about: null }],
    ['Export this answer as HTML.', { form: 'html', about: null }],
    ['export as a canvas', { form: 'canvas', about: null }],
    ['export border', { form: 'markdown', about: 'border' }],
    ['export the briefing on border as html', { form: 'html', about: 'border' }],
    ['export how long is the border? as markdown', { form: 'markdown', about: 'how long is the border?' }],
  ])('“%s”', (text, meant) => expect(exportCommand(text, [BORDER])).toEqual({ kind: 'export', ...meant }))

  it.each(['export bans on rare earths', 'exports to China', 'what does Myanmar export?', 'exporting'])(
    'is not “%s”, which is a question',
    (text) => expect(exportCommand(text, [BORDER])).toBeNull(),
  )
})

describe('exporting', () => {
  const exportingIn = (outcome: Awaited<ReturnType<NonNullable<Surface['export']>>> = { kind: 'posted' }) => {
    const made: Export[] = []
    const shown: string[] = []
    const keep = async (document: Parameters<Surface['whisper']>[0]) => void shown.push(document.preview)
    const surface: Surface = {
      progress: async () => {},
      whisper: keep,
      finish: async (document) => ({ thread: (await keep(document)) ?? '1.1' }),
      announce: async () => ({ kind: 'posted', messageId: 'm' }),
      export: async (one) => {
        made.push(one)
        return outcome
      },
    }
    return { made, shown, surface }
  }
  const said = (text: string, more: Partial<Inbound> = {}): Inbound => ({
    ...{ kind: 'command', id: text, channel: { platform: 'slack', workspace: 'T1', channel: 'C1' }, person: { id: 'U1', timeZone: null } },
    ...{ text, mayManage: null },
    ...(more as object),
  })

  it('hands over the briefing of a topic, with every quote and source, under a plain name', async () => {
    const { chat } = desk()
    const { made, shown, surface } = exportingIn()
    await chat.handle(said('export border'), surface)
    expect(shown).toEqual([])
    expect(made[0]?.name).toMatch(/^[a-z0-9-]+-2023-11-20\.md$/)
    expect(made[0]?.text).toMatch(/^# /)
    expect(made[0]?.text).toContain('Every quote is cut from a stored article')
  })

  it('hands over a page where that is asked for', async () => {
    const { chat } = desk()
    const { made, surface } = exportingIn()
    await chat.handle(said('export border as html'), surface)
    expect(made[0]).toMatchObject({ form: 'html', name: expect.stringMatching(/\.html$/) })
    expect(made[0]?.text).toMatch(/^<!doctype html>/)
  })

  it('says the mend where the platform refuses, and where it has no files', async () => {
    const { chat } = desk()
    const { shown, surface } = exportingIn({ kind: 'refused', hint: 'Grant the scope.' })
    await chat.handle(said('export border'), surface)
    const { export: _, ...fileless } = surface
    await chat.handle(said('export border as html'), fileless)
    expect(shown).toEqual(['Grant the scope.', expect.stringContaining('No file can be sent here')])
  })

  it('never shows everybody what was to be for one alone', async () => {
    const { chat } = desk()
    const { made, shown, surface } = exportingIn()
    await chat.handle(said('privately export border'), surface)
    expect([made, shown]).toEqual([[], [expect.stringContaining('A file is seen by everybody')]])
    await chat.handle(said('privately: export border', { direct: true }), surface)
    expect(made).toHaveLength(1)
  })

  it('has nothing to hand over where nothing was answered, and says what was not found as it is', async () => {
    const { chat } = desk()
    const { made, shown, surface } = exportingIn()
    await chat.handle(said('export'), surface)
    expect([made, shown]).toEqual([[], [expect.stringContaining('Nothing was answered here yet')]])
  })

  it('means the answer of the thread it is asked in', async () => {
    const { chat, say } = desk()
    const { made, surface } = exportingIn()
    await say('how long is the border?')
    const inThread: Inbound = {
      ...{ kind: 'message', id: 'x', channel: { platform: 'slack', workspace: 'T1', channel: 'C1' }, person: { id: 'U1', timeZone: null } },
      ...{ text: 'export', thread: '1.1', addressed: true, mayManage: null },
    }
    await chat.handle(inThread, surface)
    expect(made).toHaveLength(1)
  })
})
