// JSON of others: read as everybody reads it, or not at all.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstJson } from '../../../src/adapters/models/first-json.ts'
import { strictJson } from '../../../src/adapters/models/strict-json.ts'

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

describe('strictJson', () => {
  it('reads whatever JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!text.includes('__proto__'))
        expect(strictJson(text)).toEqual(JSON.parse(text))
        expect(firstJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('refuses an object that writes any of its keys twice, however it writes it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.boolean(), (value, escaped) => {
        const [key = ''] = Object.keys(value)
        const units = [...Array(key.length).keys()].map((at) => `\\u${key.charCodeAt(at).toString(16).padStart(4, '0')}`)
        const again = escaped ? `"${units.join('')}"` : JSON.stringify(key)
        expect(strictJson(`${JSON.stringify(value).slice(0, -1)},${again}:0}`)).toBeUndefined()
      }),
    )
  })

  it('takes the same key in two objects, and braces in a string for text', () => {
    expect(strictJson('[{"a":1},{"a":{"a":"{\\"a\\":[[["}}]')).toEqual([{ a: 1 }, { a: { a: '{"a":[[[' } }])
  })

  it.each([
    '{"__proto__":1}',
    '{"a":{"__proto__":{}}}',
    '{"a":NaN}',
    '{"a":1,}',
    '',
    nested(33),
    '['.repeat(200_000),
    '{"a":'.repeat(60_000),
  ])('refuses %.30s', (text) => {
    expect(strictJson(text)).toBeUndefined()
  })

  it('gives up at once on a string that never ends, though each mark in it may be the start of one', () => {
    expect(strictJson(`{"a":"${'\\"'.repeat(120_000)}`)).toBeUndefined()
    expect(firstJson(`{"a":"${'\\"'.repeat(120_000)}`)).toBeUndefined()
    expect(firstJson(`{${'"{'.repeat(120_000)}`)).toBeUndefined()
    expect(firstJson('{x}'.repeat(80_000))).toBeUndefined()
  })

  it('nests to 32 levels', () => {
    expect(strictJson(nested(32))).toBeDefined()
  })
})

describe('firstJson', () => {
  it.each([
    ['Sure {not json}:\n```json\n{"chosen": ["a", "}"]}\n```', { chosen: ['a', '}'] }],
    ['{"a":1} {"b":2}', { a: 1 }],
    ['\ufeff{"a":1}', { a: 1 }],
    ['{"a":{"b":2}', undefined],
    ['{"x":1,"x":{"b":2}}', undefined],
    [`${'{x}'.repeat(7)}{"a":1}`, { a: 1 }],
    [`${'{x}'.repeat(8)}{"a":1}`, undefined],
    ['nothing', undefined],
  ])('finds in %s', (text, found) => {
    expect(firstJson(text)).toEqual(found)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', '[', ']', ',', ':', 'a', '1', '\n') }), (text) => {
        expect(() => firstJson(text)).not.toThrow()
      }),
    )
  })
})
