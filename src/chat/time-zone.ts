// What people write for a time zone → the zone's name in the IANA list (pure).
import { ZONES } from '../base/time-zones.ts'
import { nearest } from './nearest.ts'

export type ZoneFound = Readonly<{ kind: 'zone'; timeZone: string }> | Readonly<{ kind: 'mend'; text: string }>

const REGIONS = ['Africa', 'America', 'Antarctica', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific']
const EXAMPLE = 'write it like Asia/Yangon or Europe/London'
const CITY = (zone: string) => zone.slice(zone.lastIndexOf('/') + 1)

/** Takes `Asia/Yangon` in any case, `UTC`, or a city alone; anything else gets one sentence with the mend. */
export function findZone(words: string): ZoneFound {
  const name = words.trim().replace(/[\s_]+/g, '_')
  if (/^(utc|gmt|z)?[+-]\d/i.test(name)) return mend(`${words} is an offset, which cannot follow clock changes: ${EXAMPLE}.`)
  const zone = named(name) ?? (name.includes('/') ? null : ofCity(name))
  if (zone !== null) return { kind: 'zone', timeZone: zone }
  const close = closest(name)
  return mend(close === null ? `I know no time zone “${words}”: ${EXAMPLE}.` : `I know no time zone “${words}”. Did you mean ${close}?`)
}

const mend = (text: string): ZoneFound => ({ kind: 'mend', text })

/** Abbreviations such as EST or IST stand for several zones, and for none of their clock changes; only UTC and GMT go without a region. */
function named(name: string): string | null {
  if (!name.includes('/')) return /^(utc|gmt)$/i.test(name) ? name.toUpperCase() : null
  return known(name)
}

function known(name: string): string | null {
  if (!/^[a-z][\w+-]*(\/[a-z][\w+-]*){1,2}$/i.test(name)) return null
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch {
    return null // not in the list
  }
}

function ofCity(city: string): string | null {
  if (!/^[a-z][a-z_.'-]{2,}$/i.test(city)) return null
  for (const region of REGIONS) {
    const zone = known(`${region}/${city}`)
    if (zone !== null) return zone
  }
  return ZONES.find((zone) => CITY(zone).toLowerCase() === city.toLowerCase()) ?? null
}

function closest(name: string): string | null {
  const whole = nearest(name, ZONES)
  if (whole !== null) return whole
  const city = nearest(CITY(name), ZONES.map(CITY))
  return city === null ? null : (ZONES.find((zone) => CITY(zone) === city) ?? null)
}
