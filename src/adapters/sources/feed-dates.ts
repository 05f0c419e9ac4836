// Dates as feeds write them → an ISO date or instant, as precise as was said; null for anything else (pure).

// The zones that mail and RSS name; what is not among them leaves the hour open.
// biome-ignore format: a table
const ZONES: Readonly<Record<string, string>> = {
  z: '+00:00', ut: '+00:00', utc: '+00:00', gmt: '+00:00', wet: '+00:00', bst: '+01:00', cet: '+01:00', west: '+01:00', met: '+01:00',
  cest: '+02:00', eet: '+02:00', sast: '+02:00', eest: '+03:00', msk: '+03:00', ict: '+07:00', wib: '+07:00', mmt: '+06:30', hkt: '+08:00',
  sgt: '+08:00', pht: '+08:00', awst: '+08:00', jst: '+09:00', kst: '+09:00', aest: '+10:00', aedt: '+11:00', nzst: '+12:00', nzdt: '+13:00',
  edt: '-04:00', est: '-05:00', cdt: '-05:00', cst: '-06:00', mdt: '-06:00', mst: '-07:00', pdt: '-07:00', pst: '-08:00', akdt: '-08:00',
  akst: '-09:00', hst: '-10:00', ast: '-04:00', adt: '-03:00', et: '-05:00', ct: '-06:00', mt: '-07:00', pt: '-08:00',
}
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
// Month names of other languages by their first letters, where they differ from the English ones.
// biome-ignore format: a table
const OTHER_MONTHS: Readonly<Record<string, number>> = {
  gen: 1, ene: 1, janv: 1, fév: 2, fev: 2, févr: 2, mär: 3, mrz: 3, mars: 3, abr: 4, avr: 4, mag: 5, mai: 5, mei: 5, maj: 5, giu: 6,
  juin: 6, lug: 7, juil: 7, ago: 8, aoû: 8, août: 8, set: 9, okt: 10, ott: 10, out: 10, dic: 12, dez: 12, déc: 12,
}

const CLOCK = '(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,](\\d{1,9}))?)?(?:\\s*([ap])\\.?m\\.?)?'
const ZONE = '(?:\\s*\\(?([+-]\\d{1,2}:?\\d{0,2}|[A-Za-z]{1,5}(?:[+-]\\d{1,2}:?\\d{0,2})?)\\)?)?'
const ISO = new RegExp(`^(\\d{4})-?(\\d{2})-?(\\d{2})(?:(?:\\s*T\\s*|\\s+)${CLOCK}${ZONE})?(?:\\s.*)?$`, 'i')
const LOOSE_ISO = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:(?:T|\\s+|,\\s*)${CLOCK}${ZONE})?$`, 'i')
const COMPACT = /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?$/i
const ORDINAL = /^(\d{4})-(\d{3})$/
const WORD = '([\\p{L}]{3,10})\\.?'
// biome-ignore format: one pattern
const DAY_FIRST = new RegExp(`^(?:\\p{L}+\\.?,?\\s+)?(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:de\\s+)?${WORD},?[\\s-]+(?:de\\s+)?(\\d{4}|\\d{2})(?:(?:,?\\s+(?:at\\s+)?|T)${CLOCK}${ZONE})?`, 'iu')
// biome-ignore format: one pattern
const MONTH_FIRST = new RegExp(`^(?:\\p{L}+\\.?,?\\s+)?${WORD}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?:,?\\s+(?:at\\s+)?${CLOCK}${ZONE})?`, 'iu')
const ASCTIME = new RegExp(`^\\p{L}+,?\\s+${WORD}\\s+(\\d{1,2})\\s+${CLOCK}(?:\\s+([A-Za-z]{1,5}|[+-]\\d{4}))?\\s+(\\d{4})`, 'iu')
const EPOCH = /^1\d{9}(?:\d{3})?$/
const CJK = new RegExp(`^(\\d{4})\\s*[年년]\\s*(\\d{1,2})\\s*[月월]\\s*(\\d{1,2})\\s*[日일]?(?:\\s+${CLOCK}${ZONE})?`, 'u')
const LONGEST = 100

type Parts = readonly (string | undefined)[]

/** W3C and RFC 822 dates, and what feeds make of them: two-figure years, wrong weekdays, named zones, other orders, other languages' months. */
export function readFeedDate(given: string | null | undefined): string | null {
  const words = given?.replace(/\s+/g, ' ').trim() ?? ''
  if (words === '' || words.length > LONGEST) return null
  if (EPOCH.test(words)) return Temporal.Instant.fromEpochMilliseconds(Number(words.padEnd(13, '0'))).toString()
  const asctime = ASCTIME.exec(words)
  if (asctime) return made(asctime[9], monthOf(asctime[1]), asctime[2], [...asctime.slice(3, 8), asctime[8]])
  const compact = COMPACT.exec(words)
  if (compact) return made(compact[1], compact[2], compact[3], [compact[4], compact[5], compact[6], undefined, undefined, compact[7]])
  const ordinal = ORDINAL.exec(words)
  if (ordinal) return ofYearDay(ordinal[1] ?? '', Number(ordinal[2]))
  const iso = ISO.exec(words) ?? LOOSE_ISO.exec(words) ?? CJK.exec(words)
  if (iso) return made(iso[1], iso[2], iso[3], iso.slice(4))
  const dayFirst = DAY_FIRST.exec(words)
  if (dayFirst) return made(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1], dayFirst.slice(4))
  const monthFirst = MONTH_FIRST.exec(words)
  return monthFirst ? made(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2], monthFirst.slice(4)) : null
}

function monthOf(name: string | undefined): string {
  const word = (name ?? '').toLowerCase()
  const english = MONTHS.indexOf(word.slice(0, 3)) + 1
  return String(OTHER_MONTHS[word.slice(0, 4)] ?? (english > 0 ? english : (OTHER_MONTHS[word.slice(0, 3)] ?? 0)))
}

function made(year: string | undefined, month: string | undefined, day: string | undefined, time: Parts): string | null {
  const full = year?.length === 2 ? `${Number(year) < 70 ? '20' : '19'}${year}` : (year ?? '')
  const date = `${full}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  try {
    const plain = Temporal.PlainDate.from(date)
    return plain.year < 1900 || plain.year > 2200 ? null : (momentOf(plain, time) ?? plain.toString())
  } catch {
    return null
  }
}

/** An instant where the zone is said; without one the hour is kept as it stands. */
function momentOf(date: Temporal.PlainDate, [hour, minute, second, fraction, half, zone]: Parts): string | null {
  if (hour === undefined || minute === undefined) return null
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  const midnightAfter = hours === 24 && Number(minute) === 0
  const clock = [midnightAfter ? 0 : hours, Number(minute), Math.min(Number(second ?? 0), 59)].map((part) => String(part).padStart(2, '0'))
  const day = midnightAfter ? date.add({ days: 1 }) : date
  const moment = `${day}T${clock.join(':')}${fraction ? `.${fraction}` : ''}`
  const offset = offsetOf(zone)
  return offset === null ? Temporal.PlainDateTime.from(moment).toString() : Temporal.Instant.from(moment + offset).toString()
}

function offsetOf(zone: string | undefined): string | null {
  if (zone === undefined) return null
  const [, name = '', sign = '', hours = '', minutes = ''] = /^([A-Za-z]*)(?:([+-])(\d{1,2}?):?(\d{2})?)?$/.exec(zone) ?? []
  if (sign !== '') return `${sign}${hours.padStart(2, '0')}:${minutes.padEnd(2, '0')}`
  return ZONES[name.toLowerCase()] ?? null
}

function ofYearDay(year: string, day: number): string | null {
  if (day < 1 || day > 366) return null
  return Temporal.PlainDate.from(`${year}-01-01`)
    .add({ days: day - 1 })
    .toString()
}
