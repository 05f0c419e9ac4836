// Clock changes of every time zone as the system's own zone data has them, read with zdump.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Transition } from './zone-oracle.ts'

const PROGRAM = 'zdump'
const NAMES = '/usr/share/zoneinfo/tzdata.zi'
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LINE = /^(\S+) +\w{3} (\w{3}) +(\d+) (\d\d):(\d\d):(\d\d) (\d{4}) UT = .* gmtoff=(-?\d+)$/
const AT_ONCE = 100 // names given to one run of zdump

export type SystemZones = Readonly<{ version: string; transitions: ReadonlyMap<string, readonly Transition[]> }>

export type ZonesWanted = Readonly<{ fromYear: number; toYear: number; only?: (name: string) => boolean }>

/** Every zone and link of the system's data, with its transitions from one year up to another; null where there is no zdump. */
export function systemZones({ fromYear, toYear, only = () => true }: ZonesWanted): SystemZones | null {
  const listed = readNames(only)
  if (listed === null) return null
  const transitions = new Map<string, Transition[]>(listed.names.map((name) => [name, []]))
  for (let at = 0; at < listed.names.length; at += AT_ONCE) {
    const names = listed.names.slice(at, at + AT_ONCE)
    const { status, stdout } = spawnSync(PROGRAM, ['-V', '-c', `${fromYear},${toYear}`, ...names], { encoding: 'utf8', maxBuffer: 1 << 28 })
    if (status !== 0) return null
    collect(stdout, transitions)
  }
  return { version: listed.version, transitions }
}

/** zdump prints the last second before a change and the first one after it. */
function collect(text: string, into: Map<string, Transition[]>): void {
  const moments = text.split('\n').flatMap((line) => momentOf(line) ?? [])
  for (const [i, after] of moments.entries()) {
    const before = moments[i - 1]
    const isPair = before !== undefined && before.zone === after.zone && after.at - before.at === 1_000
    if (isPair && before.offset !== after.offset) into.get(after.zone)?.push({ at: after.at, before: before.offset, after: after.offset })
  }
}

function momentOf(line: string): Readonly<{ zone: string; at: number; offset: number }> | null {
  const [, zone, month = '', day, hour, minute, second, year, offset] = LINE.exec(line) ?? []
  if (zone === undefined) return null
  const at = Date.UTC(Number(year), MONTHS.indexOf(month), Number(day), Number(hour), Number(minute), Number(second))
  return { zone, at, offset: Number(offset) * 1_000 }
}

function readNames(only: (name: string) => boolean): Readonly<{ version: string; names: readonly string[] }> | null {
  try {
    const lines = readFileSync(NAMES, 'utf8').split('\n')
    const names = lines.flatMap(
      (line) => (line.startsWith('Z ') ? line.split(' ')[1] : line.startsWith('L ') ? line.split(' ')[2] : []) ?? [],
    )
    return { version: lines[0]?.replace('# version ', '') ?? 'unknown', names: [...new Set(names)].filter(only).sort() }
  } catch {
    return null
  }
}
