// The command line as a stranger calls it: a wrong call leaves with 2, a failure with 1, each with one line that says the mend.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const CLI = join(import.meta.dirname, '../src/cli.ts')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command line é-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function call(words: readonly string[], input = '') {
  const options = { encoding: 'utf8', input, env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn' } } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words, '--data', join(folder, 'data')], options)
  return { status, stdout, stderr }
}

describe('the command line', () => {
  it.each([
    { words: ['nope'], mend: 'There is no command nope' },
    { words: ['ask', '--nope'], mend: "Unknown option '--nope'" },
    { words: ['digest', 'border'], mend: 'A digest needs its channel' },
    { words: ['discord-invite', 'abc'], mend: 'the application id (a number)' },
    { words: ['slack-manifest', '--url', 'your.host'], mend: 'https://your.host/slack/events' },
    { words: ['slack-manifest', '--links', 'https://news.example.org/a'], mend: '--links news.example.org,example.net' },
    { words: ['slack-manifest', '--links', 'a.org,b.org,c.org,d.org,e.org,f.org'], mend: 'up to five sites' },
    { words: ['slack-manifest', '--links', ''], mend: 'up to five sites' },
    { words: ['render', 'telegram'], mend: 'render slack, discord or text' },
    { words: ['export', 'articles'], mend: 'Answers can be exported, or all of a workspace' },
    { words: ['erase'], mend: 'Say whose: erase --workspace KEY' },
  ])('leaves with 2 and says the mend: $words', ({ words, mend }) => {
    const { status, stdout, stderr } = call(words)
    expect(stderr).toContain(mend)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect([status, stdout]).toEqual([2, ''])
  })

  it.each([
    { words: ['ask', '--batch', 'missing.jsonl'], mend: 'There is no file missing.jsonl there that can be read; check the path.' },
    { words: ['ask', '--batch', tmpdir()], mend: 'check the path.' },
    { words: ['ingest', 'missing'], mend: 'There is no file or folder named missing there; check the path.' },
    { words: ['article', 'missing'], mend: 'border-brief articles' },
    { words: ['erase', '--workspace', 'T123'], mend: 'write its key, like slack:T123' },
  ])('leaves with 1 and says the mend: $words', ({ words, mend }) => {
    const { status, stdout, stderr } = call(words)
    expect(stderr).toContain(mend)
    expect([status, stdout]).toEqual([1, ''])
  })

  it('prints nothing but JSON, one value a line, when asked to', () => {
    const given = join(folder, 'given.jsonl')
    const batch = join(folder, 'batch.jsonl')
    writeFileSync(
      given,
      `${JSON.stringify({ id: 'a', publishedAt: '2024-03-04', text: 'The army said 600 people fled to Muse.' })}\nnone\n`,
    )
    writeFileSync(batch, '{"id":"1","question":"How many people fled?"}\n\n{"id":"2","question":"Who?"}\n')
    const lines = [
      ['ingest', given],
      ['articles'],
      ['ask', '--batch', batch],
      ['digest', 'Muse', '--channel', 'c'],
      ['slack-manifest', '--links', 'news.example.org, example.net'],
      ['doctor'],
    ].map((words) => {
      const { status, stdout } = call([...words, '--json'])
      expect([words, status]).toEqual([words, 0])
      return stdout
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line))
    })
    expect(lines[0]).toMatchObject([{ read: 2, added: 1, rejected: [{ source: 'given.jsonl:2' }] }])
    expect(lines[2]).toMatchObject([{ id: '1' }, { id: '2' }])
    expect(Object.keys(lines[2]?.[0] ?? {})).not.toContain('making')
    expect(lines[4]).toMatchObject([{ features: { unfurl_domains: ['news.example.org', 'example.net'] } }])
  })

  it('lists topics, configured and found, names them under each story, and briefs a found one', () => {
    const given = join(folder, 'topics.jsonl')
    const flood =
      'Flash floods swept through Kalora on Friday. Boats reached families on roofs in Kalora. Hospitals in Kalora counted victims.'
    const strike = 'Teachers in Kalora walked out over unpaid wages. A march of teachers through Kalora ended at the treasury.'
    const rows = [
      { id: 'flood', publishedAt: '2024-01-02', text: flood },
      { id: 'strike', publishedAt: '2024-05-06', text: strike },
    ]
    writeFileSync(given, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    expect(call(['ingest', given]).status).toBe(0)
    const lines = (words: readonly string[]) =>
      call([...words, '--json'])
        .stdout.trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    const topics = lines(['topics'])
    expect(topics[0]).toMatchObject({ topicId: 'border', configured: true })
    const kalora = topics.find(({ title }) => title === 'Kalora')
    expect(kalora).toMatchObject({ configured: false, articleIds: ['flood', 'strike'], lastPublishedAt: '2024-05-06' })
    const under = lines(['stories']).filter(({ topics: ids }) => ids.includes(kalora.topicId))
    expect(under.map(({ storyId }) => storyId).sort()).toEqual(kalora.storyIds)
    expect(call(['topics']).stdout).toContain('Kalora · 2 stories, 2 articles, 2 January 2024 to 6 May 2024')
    expect(call(['stories']).stdout).toContain('Topics: Kalora')
    const [answer] = lines(['brief', kalora.topicId])
    expect(answer).toMatchObject({ question: 'Kalora', kind: 'answer', coverage: { articles: 2 } })
  })

  it('exports how each answer came about, from a day on, and prints them as lines for a person', () => {
    const asked = call(['ask', 'Who fled to Muse?'])
    expect(asked.status).toBe(0)
    const { stdout } = call(['export', 'answers', '--json'])
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.at(-1)).toMatchObject({ how: 'ask', workspace: 'operator', person: null, question: 'Who fled to Muse?' })
    expect(call(['export', 'answers', '--since', '2100-01-01', '--json'])).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})
