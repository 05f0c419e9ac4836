// The row of the chaos table that holds every zone against the system's own zone data, in small.
import { describe, expect, it } from 'vitest'
import { systemZones } from '../../scripts/chaos/zdump.ts'
import { dueInstant, type Transition } from '../../scripts/chaos/zone-oracle.ts'
import { zonesRow, zonesRowOver } from '../../scripts/chaos/zones.ts'
import { dueBetween } from '../../src/digest/schedule.ts'

const HOUR = 3_600_000
const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000
const at = (iso: string) => Date.parse(iso)
const hasZones = systemZones({ fromYear: 2026, toYear: 2027, only: (name) => name === 'Europe/Paris' }) !== null
if (!hasZones) console.log('the zone row is left out: there is no zdump on this machine')

const SPRING: readonly Transition[] = [{ at: at('2026-03-29T01:00:00Z'), before: HOUR, after: 2 * HOUR }]
const AUTUMN: readonly Transition[] = [{ at: at('2026-10-25T01:00:00Z'), before: 2 * HOUR, after: HOUR }]
const DATE_LINE: readonly Transition[] = [{ at: at('2011-12-30T10:00:00Z'), before: -10 * HOUR, after: 14 * HOUR }]

describe('the oracle of the zone row', () => {
  it('knows the end of a spring gap, the first of a doubled hour, and a date that a zone never had', () => {
    expect(dueInstant(SPRING, dayOf('2026-03-29'), 2.5 * HOUR)).toBe(at('2026-03-29T01:00:00Z'))
    expect(dueInstant(SPRING, dayOf('2026-03-29'), 3 * HOUR)).toBe(at('2026-03-29T01:00:00Z'))
    expect(dueInstant(SPRING, dayOf('2026-03-29'), 1.5 * HOUR)).toBe(at('2026-03-29T00:30:00Z'))
    expect(dueInstant(AUTUMN, dayOf('2026-10-25'), 2.5 * HOUR)).toBe(at('2026-10-25T00:30:00Z'))
    expect(dueInstant(AUTUMN, dayOf('2026-10-25'), 3 * HOUR)).toBe(at('2026-10-25T02:00:00Z'))
    expect(dueInstant(DATE_LINE, dayOf('2011-12-30'), 8 * HOUR)).toBe(null)
    expect(dueInstant(DATE_LINE, dayOf('2011-12-31'), 8 * HOUR)).toBe(at('2011-12-30T18:00:00Z'))
  })
})

describe.skipIf(!hasZones)('schedules over clock changes', () => {
  const options = { seed: 20_261_122, share: 0.0015, deliveries: null, say: () => {}, isEnough: () => false }

  it('are due once on every local date of the zones, as the system’s own zone data has it', async () => {
    const { broken, figures } = await zonesRow(options)
    expect(broken).toEqual([])
    expect(figures.at(-1)).toBe('0 missed, 0 doubled, 0 at another moment')
  })

  it('are found out when they leave out what falls into a gap, and when they run in both copies of an hour', async () => {
    const withoutGaps = zonesRowOver((schedule, after, until) =>
      dueBetween(schedule, after, until).filter(({ at: moment }) => 'cron' in schedule || moment.minute === schedule.minute),
    )
    const twice = zonesRowOver((schedule, after, until) =>
      dueBetween(schedule, after, until).flatMap((due) => {
        const later = due.at.toPlainDateTime().toZonedDateTime(due.at.timeZoneId, { disambiguation: 'later' })
        return later.epochMilliseconds === due.at.epochMilliseconds ? [due] : [due, { ...due, at: later }]
      }),
    )
    expect((await withoutGaps(options)).figures.at(-1)).toMatch(/^[1-9]\d* missed/)
    expect((await twice(options)).figures.at(-1)).toMatch(/missed, [1-9]\d* doubled/)
  })
})
