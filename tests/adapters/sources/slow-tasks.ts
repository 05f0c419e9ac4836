// Work for a thread that must be ended: endless, greedy, failing.

export function turnOrDouble(given: number): number {
  while (given < 0);
  return given * 2
}

export function growWithoutEnd(): number {
  const held: string[][] = []
  for (let at = 0; ; at += 1) held.push(Array.from({ length: 10_000 }, (_, of) => `${at}-${of}`))
}

export function fail(): never {
  throw new Error('no')
}

export function countSettings(): number {
  return Object.keys(process.env).length
}
