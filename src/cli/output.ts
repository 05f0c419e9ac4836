// What a command prints, and the lines it reads.
import { createInterface } from 'node:readline'
import type { Call } from './arguments.ts'
import type { Document } from '../domain/document.ts'
import { payloadsFor } from '../main.ts'

/** Where a command writes: JSON values a line, or text for a person. */
export type Out = Readonly<{ json: boolean; line: (value: unknown) => void; text: (text: string) => void }>

export const outOf = ({ values }: Call): Out => ({ json: values.json, line: writeLine, text: (text) => void process.stdout.write(text) })

/** Prints JSON values a line, or the document for a person. */
export function print(call: Call, values: readonly unknown[], document: () => Document): void {
  if (call.values.json) for (const value of values) writeLine(value)
  else process.stdout.write(`${payloadsFor('text', document()).join('\n')}\n`)
}

export function writeLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

export const linesOf = (input: NodeJS.ReadableStream) => createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
