// Fits a sum of small trees to what is good and what is not, by gradient boosting with one question a level (Friedman 2001; Prokhorenkova et al. 2018) (pure).
import { sumOfTrees, type Tree } from '../../src/search/trees.ts'
import type { Sample } from './least-loss.ts'

const TREES = 110
const DEPTH = 3
const BOUNDS = 32 // a value, at most
const RATE = 0.12
const SHRINK = 12 // L2 on what a leaf adds
const LEAST = 25 // weight of a leaf that may add something of its own

type Slopes = Readonly<{ gradient: Float64Array; curve: Float64Array }>

export function leastTrees(samples: readonly Sample[]): Tree[] {
  const bounds = boundsOf(samples)
  const bins = bounds.map((own, at) => Uint8Array.from(samples, ({ values }) => binOf(values[at] ?? 0, own)))
  const sums = new Float64Array(samples.length)
  const trees: Tree[] = []
  while (trees.length < TREES) {
    const slopes = slopesOf(samples, sums)
    const tree = oneTree(bins, bounds, slopes)
    trees.push(tree)
    for (const [i, { values }] of samples.entries()) sums[i] = (sums[i] as number) + sumOfTrees([tree], values)
  }
  return trees
}

function slopesOf(samples: readonly Sample[], sums: Float64Array): Slopes {
  const gradient = new Float64Array(samples.length)
  const curve = new Float64Array(samples.length)
  for (const [i, { good, weight = 1 }] of samples.entries()) {
    const chance = 1 / (1 + Math.exp(-(sums[i] as number)))
    gradient[i] = weight * ((good ? 1 : 0) - chance)
    curve[i] = weight * chance * (1 - chance)
  }
  return { gradient, curve }
}

function oneTree(bins: readonly Uint8Array[], bounds: readonly (readonly number[])[], slopes: Slopes): Tree {
  const leaves = new Uint8Array(slopes.gradient.length)
  const splits: [number, number][] = []
  for (let level = 0; level < DEPTH; level += 1) {
    const { at, bin } = bestSplit(bins, bounds, leaves, { ...slopes, leafCount: 1 << level })
    splits.push([at, bounds[at]?.[bin] ?? 0])
    const own = bins[at] as Uint8Array
    for (let i = 0; i < leaves.length; i += 1) if ((own[i] as number) > bin) leaves[i] = (leaves[i] as number) | (1 << level)
  }
  const sums = new Float64Array(1 << DEPTH)
  const curves = new Float64Array(1 << DEPTH)
  for (let i = 0; i < leaves.length; i += 1) {
    const leaf = leaves[i] as number
    sums[leaf] = (sums[leaf] as number) + (slopes.gradient[i] as number)
    curves[leaf] = (curves[leaf] as number) + (slopes.curve[i] as number)
  }
  return { splits, adds: [...sums].map((sum, leaf) => Number(((RATE * sum) / ((curves[leaf] as number) + SHRINK)).toPrecision(3))) }
}

function bestSplit(
  bins: readonly Uint8Array[],
  bounds: readonly (readonly number[])[],
  leaves: Uint8Array,
  { gradient, curve, leafCount }: Slopes & Readonly<{ leafCount: number }>,
): { at: number; bin: number } {
  let best = { at: 0, bin: 0, gain: Number.NEGATIVE_INFINITY }
  for (const [at, own] of bins.entries()) {
    const width = (bounds[at]?.length ?? 0) + 1
    const sums = new Float64Array(width * leafCount)
    const curves = new Float64Array(width * leafCount)
    for (let i = 0; i < own.length; i += 1) {
      const cell = (leaves[i] as number) * width + (own[i] as number)
      sums[cell] = (sums[cell] as number) + (gradient[i] as number)
      curves[cell] = (curves[cell] as number) + (curve[i] as number)
    }
    const gains = gainsOf(sums, curves, width, leafCount)
    for (const [bin, gain] of gains.entries()) if (gain > best.gain) best = { at, bin, gain }
  }
  return best
}

/** What is gained by a split after each bin, summed over the leaves. */
function gainsOf(sums: Float64Array, curves: Float64Array, width: number, leafCount: number): Float64Array {
  const gains = new Float64Array(Math.max(0, width - 1))
  const worth = (sum: number, curve: number) => (curve < LEAST / 4 ? 0 : (sum * sum) / (curve + SHRINK))
  for (let leaf = 0; leaf < leafCount; leaf += 1) {
    const from = leaf * width
    let all = 0
    let allCurve = 0
    for (let bin = 0; bin < width; bin += 1) {
      all += sums[from + bin] as number
      allCurve += curves[from + bin] as number
    }
    let left = 0
    let leftCurve = 0
    for (let bin = 0; bin + 1 < width; bin += 1) {
      left += sums[from + bin] as number
      leftCurve += curves[from + bin] as number
      gains[bin] = (gains[bin] as number) + worth(left, leftCurve) + worth(all - left, allCurve - leftCurve)
    }
  }
  return gains
}

/** Bounds between values that split the samples evenly. */
function boundsOf(samples: readonly Sample[]): number[][] {
  const size = samples[0]?.values.length ?? 0
  return Array.from({ length: size }, (_, at) => {
    const sorted = Float64Array.from(samples, ({ values }) => values[at] ?? 0).sort()
    const cuts = Array.from({ length: BOUNDS }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / (BOUNDS + 1))] ?? 0)
    return [...new Set(cuts.map((cut) => Number(cut.toPrecision(4))))].filter((cut) => cut < (sorted.at(-1) ?? 0))
  })
}

function binOf(value: number, bounds: readonly number[]): number {
  let bin = 0
  while (bin < bounds.length && value > (bounds[bin] as number)) bin += 1
  return bin
}
