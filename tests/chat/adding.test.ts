// What is said of sources: read from words, and carried out only by those who may.
import { beforeEach, describe, expect, it } from 'vitest'
import { sourceReply } from '../../src/chat/adding.ts'
import { sourceCommand } from '../../src/chat/parse-source.ts'
import type { Asking } from '../../src/chat/reply.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import { NEVER_POLLED, type Source } from '../../src/domain/source.ts'

const URL = 'https://news.example/feed'

describe('words about a source', () => {
  it.each([
    [`add ${URL}`, { kind: 'add-source', url: URL, as: null }],
    [`Add <${URL}|news.example/feed>`, { kind: 'add-source', url: URL, as: null }],
    [`add feed ${URL}`, { kind: 'add-source', url: URL, as: 'feed' }],
    [`add page ${URL}`, { kind: 'add-source', url: URL, as: 'page' }],
    ['add news.example', { kind: 'add-source', url: 'news.example', as: null }],
    [`remove ${URL}`, { kind: 'remove-source', named: URL }],
    [`sources keep ${URL}`, { kind: 'keep-source', named: URL }],
    ['keep source “Hill Post”', { kind: 'keep-source', named: 'Hill Post' }],
    ['Sources keep Hill Post', { kind: 'keep-source', named: 'Hill Post' }],
    ['remove source Hill Post', { kind: 'remove-source', named: 'Hill Post' }],
    ['add', { kind: 'mend' }],
    ['add feed nothing', { kind: 'mend' }],
  ])('%s', (said, command) => expect(sourceCommand(said)).toMatchObject(command))

  it.each([
    'add more on the border',
    'remove border',
    'add up the figures',
    'border',
    'remove the daily digest',
    'keep calm',
    'keep sources safe',
  ])('are not: %s', (said) => expect(sourceCommand(said)).toBeNull())
})

describe('adding a source', () => {
  const source: Source = { id: 's', workspace: 'slack:T1', url: URL, kind: 'feed', label: 'Hill Post', addedAt: '2026-11-20T08:00:00Z' }
  const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
  const inbound = (mayManage: boolean | null): Inbound => ({
    kind: 'command',
    id: '1',
    channel,
    person: { id: 'U1', timeZone: null },
    text: '',
    mayManage,
  })
  const asked: unknown[] = []
  beforeEach(() => {
    asked.length = 0
  })
  const sources = {
    add: async (adding: unknown) => {
      asked.push(adding)
      return { kind: 'added', source, articles: 3 } as const
    },
    remove: async () => null,
    keep: async (named: string, workspace: string) => {
      asked.push({ named, workspace })
      return named === 'Hill Post' ? { source, was: { why: 'spam', sinceMs: 0 } } : null
    },
    list: async () => [{ source, state: NEVER_POLLED, articles: 3 }],
  }
  const asking = (subscribers: 'members' | 'admins') =>
    ({ channel, scope: ['operator', 'slack:T1'], settled: { subscribers }, deps: { sources } }) as unknown as Asking
  const command = { kind: 'add-source', url: URL, as: null } as const

  it('is done for the workspace that asks, and said to the channel', async () => {
    const reply = await sourceReply(command, inbound(false), asking('members'))
    expect(asked).toEqual([{ url: URL, workspace: 'slack:T1', as: undefined }])
    expect(reply.private).toBe(false)
    expect(reply.document.preview).toContain('Added the feed “Hill Post”')
  })

  it('is refused to who may not change what a channel gets, without a look at the address', async () => {
    const reply = await sourceReply(command, inbound(false), asking('admins'))
    expect(reply.document.preview).toContain('only workspace admins')
    expect(asked).toEqual([])
  })

  it('keeping one is for those who may change what a channel gets, and is said to the channel', async () => {
    const keep = { kind: 'keep-source', named: 'Hill Post' } as const
    const refused = await sourceReply(keep, inbound(false), asking('admins'))
    expect(refused.document.preview).toContain('only workspace admins')
    expect(asked).toEqual([])
    const reply = await sourceReply(keep, inbound(false), asking('members'))
    expect(asked).toEqual([{ named: 'Hill Post', workspace: 'slack:T1' }])
    expect(reply).toMatchObject({ private: false, document: { preview: expect.stringContaining('read as usual again') } })
    const other = await sourceReply({ ...keep, named: URL }, inbound(true), asking('members'))
    expect(other.document.preview).toContain('only they can say that it is right as it is')
  })

  it('cannot remove what is the desk’s own', async () => {
    const reply = await sourceReply({ kind: 'remove-source', named: URL }, inbound(true), asking('members'))
    expect(reply.document.preview).toContain('belongs to whoever runs this desk')
  })
})
