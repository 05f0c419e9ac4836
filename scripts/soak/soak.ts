// `npm run soak [-- --minutes N] [--per-second N]`: the shipped `serve` on both platforms, asked all the while, with news and digests every minute; holds memory and open files of the last quarter against those of the second.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { subscribe } from '../chaos/deliveries.ts'
import { layGround, mustRun } from '../chaos/serving.ts'
import type { CrowdReport } from '../load/crowd.ts'
import { forkPeople } from '../load/people.ts'
import { quartersOf, type Sample, samplerOf } from './samples.ts'

const SEEDS = join(import.meta.dirname, '../../seeds')
const HEAP_SHARE = 0.05
const RESIDENT_MIB = 32
const FILES = 4
const EVERY_MS = 5_000
const MINUTE_MS = 60_000
const LAST_WORDS = 2_000 // characters
const PLATFORMS = ['slack', 'discord'] as const
const TOWNS = ['Muse', 'Laukkai', 'Chinshwehaw', 'Laiza', 'Hsenwi', 'Namkham', 'Kutkai', 'Mongko']
const WORDS = ['border', 'How long is the border?', 'help', 'How many people fled?', 'trade', 'status', 'Who visited Myanmar?', 'disputes']

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, 'per-second': { type: 'string', default: '5' } },
})
const [minutes, perSecond] = [Number(values.minutes), Number(values['per-second'])]

async function soak(): Promise<readonly string[]> {
  const people = forkPeople()
  const inbox = mkdtempSync(join(tmpdir(), 'soak-'))
  const ground = layGround({ SEEDS_DIR: SEEDS, WATCH_FOLDERS: inbox })
  try {
    const emulated = await people.start({
      ...{ slack: { teams: 10, channels: 20 }, discord: { guilds: 10, channels: 20 }, small: 0 },
      ...{ troubles: null, limits: false, scale: 1, dedupes: false, history: true, metadata: true },
    })
    // One channel of each workspace gets a digest every minute, the others are asked in.
    const fed = emulated.places.filter((_, at) => at % 20 === 0)
    const except = fed.map(({ channel }) => channel)
    const start = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS
    await subscribe(ground, fed, { cron: '* * * * *', timeZone: 'UTC', start, end: start + minutes * MINUTE_MS, minutes })
    const sampler = await samplerOf()
    const served = ground.serve({ ...emulated.env, LOG_LEVEL: 'warn', NODE_OPTIONS: `--import=${sampler.preload}` })
    await served.connected(2)
    const news = newsEachMinute(inbox)
    const asking = Promise.all(
      PLATFORMS.map((platform) => people.ask({ platform, perSecond: perSecond / 2, seconds: minutes * 60, words: WORDS, except })),
    )
    const sampling = sampler.samples(minutes * MINUTE_MS, EVERY_MS, () => filesOf(served.pid))
    await Promise.race([sampling, served.ended])
    clearInterval(news)
    mustRun(served)
    const [samples, reports] = [await sampling, await asking]
    served.signal('SIGKILL')
    await served.ended
    await sampler.close()
    const broken = [...answered(reports), ...fedAlways(reports, fed.length), ...judge(samples)]
    if (broken.length > 0) console.log(served.said().trim().slice(-LAST_WORDS))
    return broken
  } finally {
    await people.stop()
    ground.remove()
    rmSync(inbox, { recursive: true })
  }
}

/** An article a minute in the watched folder, so that there is something to be told. */
function newsEachMinute(inbox: string): NodeJS.Timeout {
  let count = 0
  const write = () => {
    const town = TOWNS[count % TOWNS.length]
    const figure = 120 + 37 * count
    const text = `On the border between China and Myanmar, ${figure} people have fled from ${town}, an official said.`
    writeFileSync(join(inbox, `${count}.md`), `---\npublishedAt: ${new Date().toISOString()}\n---\n${text}\n`)
    count += 1
  }
  write()
  return setInterval(write, MINUTE_MS)
}

function answered(reports: readonly CrowdReport[]): readonly string[] {
  const told = reports.flatMap((report) => report.told)
  const unanswered = told.filter(({ answerMs }) => answerMs === null)
  const doubled = told.filter(({ answers }) => answers > 1).length
  console.log(`${told.length} commands in ${minutes} minutes, ${unanswered.length} not answered, ${doubled} answered twice`)
  const stillMs = Math.max(...reports.map((report) => report.stillMs))
  if (stillMs > 0) console.log(`  the machine stood still for ${(stillMs / 1_000).toFixed(0)} s`)
  const rejected = reports.flatMap((report) => report.rejected)
  return [
    ...reports.flatMap(({ told }, at) => (told.some(({ answerMs }) => answerMs === null) ? [`${PLATFORMS[at]}: ${lostIn(told)}`] : [])),
    ...(doubled > 0 ? [`${doubled} answered twice`] : []),
    ...(rejected.length > 0 ? [`${rejected.length} refused, first ${rejected[0]}`] : []),
  ]
}

/** `12 not answered, 3 of them acknowledged, in the seconds 601 to 606`: whether they were lost at one time says much of why. */
function lostIn(told: CrowdReport['told']): string {
  const lost = told.flatMap((one, at) => (one.answerMs === null ? [{ ...one, second: Math.floor((2 * at) / perSecond) }] : []))
  const acknowledged = lost.filter(({ ackMs }) => ackMs !== null).length
  return `${lost.length} not answered, ${acknowledged} of them acknowledged, in the seconds ${lost[0]?.second} to ${lost.at(-1)?.second}`
}

/** The first minute and the last may lie outside. */
function fedAlways(reports: readonly CrowdReport[], channels: number): readonly string[] {
  const digests = reports.reduce((sum, { unasked }) => sum + unasked, 0)
  console.log(`${digests} messages of digests in ${channels} channels`)
  return digests < channels * (minutes - 2) ? [`${digests} messages of digests, not ${channels} a minute`] : []
}

/** How many files and sockets a process has open; 0 where the system does not tell. */
function filesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}

function judge(samples: readonly Sample[]): readonly string[] {
  const quarters = quartersOf(samples)
  for (const [at, { heapMiB, residentMiB, files }] of quarters.entries())
    console.log(
      `  quarter ${at + 1}: heap after collection ${heapMiB.toFixed(1)} MiB, resident ${residentMiB.toFixed(0)} MiB, ${files.toFixed(0)} files open`,
    )
  const [, second, , last] = quarters
  if (second === undefined || last === undefined) return ['too few samples']
  const share = last.heapMiB / second.heapMiB - 1
  return [
    ...(share > HEAP_SHARE ? [`the heap grew by ${(100 * share).toFixed(1)} %, not ${100 * HEAP_SHARE} %`] : []),
    ...(last.residentMiB - second.residentMiB > RESIDENT_MIB
      ? [`resident memory grew by ${(last.residentMiB - second.residentMiB).toFixed(0)} MiB, not ${RESIDENT_MIB}`]
      : []),
    ...(last.files - second.files > FILES ? [`${(last.files - second.files).toFixed(0)} more files are open`] : []),
  ]
}

const broken = await soak()
for (const fault of broken) console.log(`  ! ${fault}`)
if (broken.length > 0) process.exitCode = 1
