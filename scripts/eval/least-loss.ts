// A small fit by gradient descent with Adam's steps (Kingma and Ba 2015): which of a group is good (pure).

export type Sample = Readonly<{ values: readonly number[]; good: boolean; weight?: number }>
export type Group = readonly Sample[]

const STEPS = 400
const RATE = 0.15
const SHRINK = 3 // L2 on the whole sum

/** Weights under which the good ones of each group get the most of its softmax; groups without one are left out. */
export function leastListwise(groups: readonly Group[]): number[] {
  const usable = groups.filter((group) => group.some(({ good }) => good))
  return descend(usable[0]?.[0]?.values.length ?? 0, (weights, gradient) => {
    for (const group of usable) {
      const scores = group.map(({ values }) => dot(weights, values))
      const top = Math.max(...scores)
      const shares = scores.map((score) => Math.exp(score - top))
      const all = shares.reduce((sum, share) => sum + share, 0)
      const good = group.reduce((sum, sample, at) => sum + (sample.good ? (shares[at] ?? 0) : 0), 0)
      for (const [at, sample] of group.entries()) {
        const share = shares[at] ?? 0
        addTo(gradient, sample.values, share / all - (sample.good ? share / good : 0))
      }
    }
  })
}

export function dot(weights: readonly number[], values: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += (weights[i] ?? 0) * (values[i] ?? 0)
  return sum
}

function addTo(gradient: number[], values: readonly number[], by: number): void {
  for (let i = 0; i < values.length; i += 1) gradient[i] = (gradient[i] ?? 0) + by * (values[i] ?? 0)
}

function descend(size: number, slope: (weights: readonly number[], gradient: number[]) => void): number[] {
  const weights = new Array<number>(size).fill(0)
  const mean = new Array<number>(size).fill(0)
  const spread = new Array<number>(size).fill(0)
  for (let step = 1; step <= STEPS; step += 1) {
    const gradient = weights.map((weight) => SHRINK * weight)
    slope(weights, gradient)
    const rate = step > 0.7 * STEPS ? RATE / 5 : RATE
    for (let i = 0; i < size; i += 1) {
      const g = gradient[i] ?? 0
      mean[i] = 0.9 * (mean[i] ?? 0) + 0.1 * g
      spread[i] = 0.99 * (spread[i] ?? 0) + 0.01 * g * g
      const corrected = (mean[i] ?? 0) / (1 - 0.9 ** step)
      const scale = Math.sqrt((spread[i] ?? 0) / (1 - 0.99 ** step)) + 1e-8
      weights[i] = (weights[i] ?? 0) - (rate * corrected) / scale
    }
  }
  return weights
}
