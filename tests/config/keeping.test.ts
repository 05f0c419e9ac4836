// How long articles are kept, and which folders are watched, as they are written in .env.
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

describe('the settings of keeping and watching', () => {
  it('keep everything and watch nothing by themselves', () => {
    const { keeping, watchFolders } = readConfig({})
    expect(keeping).toEqual({ days: null, bySource: new Map() })
    expect(watchFolders).toEqual([])
  })

  it('are read as they are written', () => {
    const { keeping, watchFolders } = readConfig({
      ...{ KEEP_ARTICLES_DAYS: '90', KEEP_ARTICLES_DAYS_BY_SOURCE: 'News.Example.org=30; folder:inbox=all;https://a.example/f?x=1=7' },
      WATCH_FOLDERS: '/srv/in box; /srv/other;',
    })
    const bySource = [
      ['news.example.org', 30],
      ['folder:inbox', null],
      ['https://a.example/f?x=1', 7],
    ] as const
    expect(keeping).toEqual({ days: 90, bySource: new Map(bySource) })
    expect(watchFolders).toEqual(['/srv/in box', '/srv/other'])
  })

  it.each([
    ['KEEP_ARTICLES_DAYS', '0'],
    ['KEEP_ARTICLES_DAYS', 'soon'],
    ['KEEP_ARTICLES_DAYS_BY_SOURCE', 'a=;b=2'],
    ['KEEP_ARTICLES_DAYS_BY_SOURCE', 'a=0'],
    ['KEEP_ARTICLES_DAYS_BY_SOURCE', '30'],
  ])('%s=%s is refused with its form', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(expect.objectContaining({ code: 'config', hint: expect.stringContaining(name) }))
  })
})
