// Where the five real articles are kept, for the tests that read them; they are not shipped with the project.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const wanted = resolve(root, process.env['BRIEF_REAL_SEEDS'] ?? '../shared/seeds')

/** Absolute path of the folder of real articles, or null when it is not on this machine: use with `describe.skipIf(realSeeds === null)`. */
export const realSeeds: string | null = existsSync(wanted) ? wanted : null

if (realSeeds === null) console.warn('Tests on the real articles are skipped: set BRIEF_REAL_SEEDS to their folder to run them.')
