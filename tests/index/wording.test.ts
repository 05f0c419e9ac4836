import { describe, expect, it } from 'vitest'
import { disputeCases, figureCases, figureFault, verdictOn } from './wording.ts'

describe('sentences written to judge by', () => {
  it('have their figures found, and no others', () => {
    const faults = figureCases.flatMap((one) => figureFault(one) ?? [])
    if (process.env['SHOW']) console.log(faults.join('\n'), `\nfigures: ${figureCases.length - faults.length} of ${figureCases.length}`)
    expect(faults.length).toBeLessThanOrEqual(1)
  })

  it('dispute, update or leave each other alone as an editor would say', () => {
    const faults = disputeCases.flatMap((one) => {
      const verdict = verdictOn(one)
      return verdict === one.expected ? [] : [`${one.id} ${verdict}, not ${one.expected}: ${one.a.text} | ${one.b.text}`]
    })
    if (process.env['SHOW']) console.log(faults.join('\n'), `\ndisputes: ${disputeCases.length - faults.length} of ${disputeCases.length}`)
    expect(faults.length).toBeLessThanOrEqual(1)
  })
})
