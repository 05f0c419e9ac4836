// Sealed tokens: nothing of them is legible, and they open for their workspace alone, by a key that was theirs.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTokenSeal } from '../../../../src/adapters/platforms/slack/token-seal.ts'

const [first, second] = [randomBytes(32), randomBytes(32)]
const seal = createTokenSeal([first])

describe('a sealed token', () => {
  it('opens as it was, whatever it held, and never reads the same twice', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        fc.string(),
        (clear, workspace) => {
          const sealed = seal.seal(workspace, clear)
          expect(seal.open(workspace, sealed)).toBe(clear)
          expect(seal.seal(workspace, clear)).not.toBe(sealed)
          if (clear.length > 4) expect(sealed).not.toContain(clear)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('opens for no other workspace, and not once a character of it was changed', () => {
    const sealed = seal.seal('T1', 'xoxb-1')
    expect(seal.open('T2', sealed)).toBeNull()
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...'ABCxyz019-_.'), (at, character) => {
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1)
        // the last character of base64url may hold bits that nothing reads
        const same = changed
          .split('.')
          .every((part, index) => Buffer.from(part, 'base64url').equals(Buffer.from(sealed.split('.')[index] ?? '', 'base64url')))
        if (!same || changed.split('.').length !== 4) expect(seal.open('T1', changed)).toBeNull()
      }),
      { numRuns: 1_000 },
    )
  })

  it('does not open when another of the same workspace is put together with parts of it', () => {
    const [a, b] = [seal.seal('T1', 'xoxb-1').split('.'), seal.seal('T1', 'xoxb-2').split('.')]
    expect(seal.open('T1', [a[0], a[1], a[2], b[3]].join('.'))).toBeNull()
    expect(seal.open('T1', '')).toBeNull()
    expect(seal.open('T1', 'xoxb-in-clear')).toBeNull()
  })

  it('opens under an older key as long as that is given, and is seen to be of it', () => {
    const sealed = seal.seal('T1', 'xoxb-1')
    const rotated = createTokenSeal([second, first])
    expect([rotated.open('T1', sealed), rotated.isOfNewestKey(sealed)]).toEqual(['xoxb-1', false])
    const anew = rotated.seal('T1', 'xoxb-1')
    expect([rotated.isOfNewestKey(anew), seal.open('T1', anew)]).toEqual([true, null])
    expect(createTokenSeal([second]).open('T1', sealed)).toBeNull()
  })

  it('is made with a key of 32 bytes and no other', () => {
    expect(() => createTokenSeal([])).toThrow(RangeError)
    expect(() => createTokenSeal([randomBytes(16)])).toThrow(RangeError)
    expect(() => createTokenSeal([first, randomBytes(31)])).toThrow(RangeError)
  })
})
