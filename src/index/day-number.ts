// Days as numbers, so that dates can be kept and compared in tables (pure).

/** Days since 1970-01-01; without a year, minus the days of a leap year counted from 1 January (-1 … -366). */
export function dayNumber(iso: string): number {
  if (iso.startsWith('--')) return -1 - dayNumber(`1972${iso.slice(1)}`) + dayNumber('1972-01-01')
  return Math.round(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10))) / 86_400_000)
}
