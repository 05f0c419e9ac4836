// Values of unknown shape, read without throwing.

export type Json = Readonly<Record<string, unknown>>
export type Issue = Readonly<{ path: string; message: string }>

export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
