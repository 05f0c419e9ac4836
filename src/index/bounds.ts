// The numbers a figure can stand for once its qualifier is heard and its rounding allowed for: "over 23,000", "dozens", "2.1 million" (pure).
import type { Figure } from '../domain/figure.ts'
import { numberAt } from './number-words.ts'
import { wordsOf } from './words.ts'

const ABOUT = 0.1 // "about 2,000" holds from 1,800 to 2,200
const OVER = 2 // times: "over 23,000" would not be said of 50,000 …
const AT_LEAST = 4 // … while "at least 20" is said when the count goes on
const UNDER = 0.5
const AT_MOST = 0.25
const COARSE = 0.1 // most that a number with a scale word may be rounded by: "2 million" …
const FINE = 0.025 // … and one written out, "23,000", or a measure
const SCALE = /^(?:thousand|million|billion|trillion|m|mn|mln|bn|tn|k|lakh|crore)$/i

/** Lowest and highest value that agrees with the figure as written, in its own unit. */
export function boundsOf(figure: Pick<Figure, 'low' | 'high' | 'qualifier' | 'words' | 'unit'>): { low: number; high: number } {
  const { qualifier } = figure
  if (figure.low === null || figure.high === null) return vagueBounds(figure.words)
  const { low, high } = { low: figure.low, high: figure.high }
  if (qualifier === 'about') return { low: low * (1 - ABOUT), high: high * (1 + ABOUT) }
  const slack = roundingOf(figure, high)
  if (qualifier === 'over') return { low: low - slack, high: high * OVER }
  if (qualifier === 'at-least') return { low: low - slack, high: high * AT_LEAST }
  if (qualifier === 'under') return { low: low * UNDER, high: high + slack }
  if (qualifier === 'at-most') return { low: low * AT_MOST, high: high + slack }
  return { low: low - slack, high: high + slack }
}

/** By how much a number may have been rounded: under half of the last digit it gives. */
function roundingOf({ words, unit }: Pick<Figure, 'words' | 'unit'>, value: number): number {
  const match = /(\d[\d,]*)(?:\.(\d+))?[\s-]?(\p{L}+)?/u.exec(words)
  const scaled = match === null ? value >= 1000 : SCALE.test(match[3] ?? '')
  const decimals = match?.[2]?.length ?? 0
  if (match === null) return scaled ? value * COARSE : 0
  const last = scaled
    ? value / Number(`${(match[1] ?? '').replaceAll(',', '')}.${match[2] ?? ''}`) / 10 ** decimals
    : lastDigit(value, decimals)
  const most = scaled ? COARSE : FINE
  if (!scaled && unit === null && last < 100) return 0
  return Math.min(last * 0.499, value * most)
}

/** The place of the last digit that is no nought: 100 for 23,500, 0.1 for 4.2. */
function lastDigit(value: number, decimals: number): number {
  if (decimals > 0) return 10 ** -decimals
  let place = 1
  while (value > 0 && value % (place * 10) === 0) place *= 10
  return place
}

function vagueBounds(text: string): { low: number; high: number } {
  const words = wordsOf(text)
  for (let at = 0; at < words.length; at++) {
    const run = numberAt(words, at, text)
    if (run?.vague) return { low: run.low, high: run.high }
  }
  return { low: 0, high: Number.MAX_SAFE_INTEGER }
}
