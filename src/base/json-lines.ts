// Reads JSON, one value a line, from any stream of lines.
import { BorderBriefError } from './error.ts'

/**
 * Yields `parse` of each line's JSON; blank lines are passed over.
 * Throws BorderBriefError `bad-line` with the line's number (from 1) when a line is no JSON or `parse` throws.
 */
export async function* jsonLines<T>(lines: AsyncIterable<string>, parse: (value: unknown) => T): AsyncGenerator<T> {
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() !== '') yield parseLine(line, number, parse)
  }
}

function parseLine<T>(line: string, number: number, parse: (value: unknown) => T): T {
  try {
    return parse(JSON.parse(line))
  } catch (cause) {
    throw new BorderBriefError('bad-line', `Line ${number} is not of the form this command reads: see border-brief --help.`, { cause })
  }
}
