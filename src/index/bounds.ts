// The numbers a figure can stand for once its qualifier is heard: "over 23,000", "dozens", "about 2,000" (pure).
import type { Figure } from '../domain/figure.ts'
import { numberAt } from './number-words.ts'
import { wordsOf } from './words.ts'

const ABOUT = 0.1 // "about 2,000" holds from 1,800 to 2,200
const OVER = 0.3 // "over 23,000" would not be said of 30,000

/** Lowest and highest value that agrees with the figure as written; in kilometres, tonnes and so on where a unit is given by its factor elsewhere. */
export function boundsOf(figure: Pick<Figure, 'low' | 'high' | 'qualifier' | 'words'>): { low: number; high: number } {
  const { qualifier } = figure
  if (figure.low === null || figure.high === null) return vagueBounds(figure.words)
  const { low, high } = { low: figure.low, high: figure.high }
  if (qualifier === 'about') return { low: low * (1 - ABOUT), high: high * (1 + ABOUT) }
  if (qualifier === 'over' || qualifier === 'at-least') return { low, high: high * (1 + OVER) }
  if (qualifier === 'under' || qualifier === 'at-most') return { low: low * (1 - OVER), high }
  return { low, high }
}

function vagueBounds(text: string): { low: number; high: number } {
  const words = wordsOf(text)
  for (let at = 0; at < words.length; at++) {
    const run = numberAt(words, at, text)
    if (run?.vague) return { low: run.low, high: run.high }
  }
  return { low: 0, high: Number.MAX_SAFE_INTEGER }
}
