#!/usr/bin/env node
// Launcher: starts src/cli.ts with the project's Node 26, whatever Node runs this file.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { runWithNode26 } from './node26.mjs'

try {
  createRequire(import.meta.url).resolve('zod')
} catch {
  process.stderr.write('The packages of border-brief are not installed yet: run `npm ci` in its folder, then this again.\n')
  process.exit(1)
}

runWithNode26([
  '--disable-warning=ExperimentalWarning',
  // New objects get 8 MiB at a time, in place of 16 and more: what dies young leaves less behind.
  '--max-semi-space-size=8',
  '--import',
  new URL('./compiled.mjs', import.meta.url).href,
  '--import',
  new URL('./memory.mjs', import.meta.url).href,
  fileURLToPath(new URL('../src/cli.ts', import.meta.url)),
  ...process.argv.slice(2),
])
