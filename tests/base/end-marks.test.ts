// What stands at the end of a remark and says nothing is taken off, and nothing else.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutEndMarks } from '../../src/base/end-marks.ts'

describe('withoutEndMarks', () => {
  it.each([
    ['who fled?', 'who fled'],
    ['who fled … ?!\n', 'who fled'],
    ['U.N. came. And?', 'U.N. came. And'],
    ['谁逃了？', '谁逃了？'],
    ['…?', ''],
    ['', ''],
  ])('makes of “%s” “%s”', (text, bare) => {
    expect(withoutEndMarks(text)).toBe(bare)
  })

  it('takes off what a pattern would', () => {
    const text = fc.string({ unit: fc.constantFrom(' ', '?', '!', '.', '…', '\u00a0', 'a', '😀') })
    fc.assert(fc.property(text, (said) => withoutEndMarks(said) === said.replace(/[\s?!.…]+$/u, '')))
  })
})
