// What the operator may set of fetching, and that wrong settings are refused in words.
import { describe, expect, it } from 'vitest'
import { fetchRulesOf } from '../../../../src/adapters/sources/guarded-fetch-rules.ts'
import { readConfig } from '../../../../src/config.ts'

describe('settings of fetching', () => {
  it('are: only public hosts, no proxy, nobody to complain to', () => {
    const { fetching } = readConfig({})
    expect(fetching).toEqual({ contact: null, onlyHosts: [], inside: [], ports: [], proxy: null })
    expect(fetchRulesOf(fetching).inside.has('127.0.0.1')).toBe(false)
  })

  it('are read as lists, whatever stands between their parts', () => {
    const { fetching } = readConfig({
      FETCH_CONTACT: 'https://desk.example/bot',
      FETCH_ALLOW: 'News.example.org, example.net',
      FETCH_INSIDE: 'wiki.corp 10.1.0.0/16, fd00:1::/32,10.9.9.9',
      FETCH_PORTS: '8080,8443',
      PROXY_URL: 'http://me:secret@proxy.corp:3128',
      PROXY_LOOKS_UP: 'yes',
    })
    expect(fetching).toMatchObject({ onlyHosts: ['news.example.org', 'example.net'], ports: [8080, 8443], proxy: { looksUp: true } })
    const { inside, insideHosts } = fetchRulesOf(fetching)
    expect(insideHosts).toEqual(['wiki.corp'])
    expect(['10.1.2.3', 'fd00:1:2::1', '10.9.9.9', '::ffff:10.1.2.3', '10.2.0.1', 'fd00:2::1'].map(inside.has)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it.each([
    ['FETCH_CONTACT', 'two\nlines'],
    ['FETCH_ALLOW', 'https://news.example'],
    ['FETCH_ALLOW', '*'],
    ['FETCH_INSIDE', '10.0.0.0/8/8'],
    ['FETCH_PORTS', '80a'],
    ['PROXY_URL', 'socks5://127.0.0.1:1080'],
  ])('%s=%j is refused by its name, its value not repeated', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name)
    expect(() => readConfig({ [name]: value })).not.toThrow(value)
  })

  it('refuse a network that is none', () => {
    expect(() => fetchRulesOf(readConfig({ FETCH_INSIDE: '10.1.0.0/40' }).fetching)).toThrow(/FETCH_INSIDE/)
  })
})
