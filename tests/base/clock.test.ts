// Times as people write them after --now.
import { expect, it } from 'vitest'
import { parseInstant } from '../../src/base/clock.ts'

it.each([
  ['2023-11-20', '2023-11-20T00:00:00Z'],
  ['2023-11-20T08:00', '2023-11-20T08:00:00Z'],
  ['2023-11-20T08:00+06:30', '2023-11-20T01:30:00Z'],
  ['2023-11-20 08:00+06', '2023-11-20T02:00:00Z'],
  ['2023-11-20T08:00[Asia/Yangon]', '2023-11-20T01:30:00Z'],
  ['2023-11-20T08:00-05:00[America/New_York]', '2023-11-20T13:00:00Z'],
])('reads %s with its offset or zone, else as UTC', (written, instant) => {
  expect(parseInstant(written).toString()).toBe(instant)
})

it.each(['', 'soon', '2023-11', '2023-13-01', '2023-11-20T25:00', '2023-11-20T08:00[Nowhere/Town]'])('refuses “%s”', (written) => {
  expect(() => parseInstant(written)).toThrow(RangeError)
})
