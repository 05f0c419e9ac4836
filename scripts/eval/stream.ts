// `npm run stream [-- shown|unseen] [--faults]`: a written month of news, day by day through the product; what its digests repeat, miss and mislabel.
import { type Count, judge } from '../../tests/digest/stream/judge.ts'
import { play } from '../../tests/digest/stream/play.ts'
import { readStream } from '../../tests/digest/stream/stream.ts'

const halves = (['shown', 'unseen'] as const).filter(
  (half) => process.argv.length < 3 || process.argv.includes(half) || process.argv[2] === '--faults',
)

for (const half of halves) {
  const stream = readStream(half)
  const judged = judge(stream, await play(stream))
  const { repeated, fillerRepeated, missed, claims, ...counts } = judged
  const news = stream.days.flatMap(({ expect }) => [
    ...expect.new,
    ...expect.updates,
    ...new Set(expect.corrections.map(({ fact }) => fact)),
  ])
  console.log(`${half}: ${stream.days.length} days, ${claims} claims told, ${news.length} facts to tell`)
  print('facts told again', `${repeated.length}`, repeated, half)
  print('filler told again', `${fillerRepeated.length}`, fillerRepeated, half)
  print('facts missed', `${missed.length}`, missed, half)
  for (const [name, { right, of, faults }] of Object.entries(counts) as [string, Count][]) print(name, `${right} of ${of}`, faults, half)
}

/** Of the unseen half only numbers are printed. */
function print(name: string, figure: string, faults: readonly string[], half: string): void {
  console.log(`  ${name.padEnd(20)} ${figure}`)
  if (half === 'shown' && process.argv.includes('--faults')) for (const fault of faults) console.log(`      ${fault}`)
}
