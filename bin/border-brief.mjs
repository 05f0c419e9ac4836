#!/usr/bin/env node
// Launcher: starts src/cli.ts with the project's Node 26, whatever Node runs this file.
import { fileURLToPath } from 'node:url'
import { runWithNode26 } from './node26.mjs'

runWithNode26(['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('../src/cli.ts', import.meta.url)), ...process.argv.slice(2)])
