// A sum of small decision trees over a list of values: every tree asks the same few questions of all (pure).

/** `splits`: index of a value, and the bound it must be above; answers are read as bits, the first the lowest, and pick one of `adds`. */
export type Tree = Readonly<{ splits: readonly (readonly [at: number, above: number])[]; adds: readonly number[] }>

/** Reads one tree a line: "3>0.5 1>2: -0.1 0 0.2 0.3". */
export function readTrees(table: string): Tree[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [splits = '', adds = ''] = line.split(':')
      return {
        splits: splits.split(' ').map((split) => {
          const [at, above] = split.split('>').map(Number)
          return [at ?? 0, above ?? 0] as const
        }),
        adds: adds.trim().split(' ').map(Number),
      }
    })
}

/** The other way round. */
export function writeTrees(trees: readonly Tree[]): string {
  const short = (value: number) => String(Number(value.toPrecision(3)))
  return trees
    .map(({ splits, adds }) => `${splits.map(([at, above]) => `${at}>${above}`).join(' ')}: ${adds.map(short).join(' ')}`)
    .join('\n')
}

export function sumOfTrees(trees: readonly Tree[], values: readonly number[]): number {
  let sum = 0
  for (const { splits, adds } of trees) {
    let leaf = 0
    for (let bit = 0; bit < splits.length; bit += 1) {
      const [at, above] = splits[bit] as readonly [number, number]
      if ((values[at] as number) > above) leaf |= 1 << bit
    }
    sum += adds[leaf] as number
  }
  return sum
}
