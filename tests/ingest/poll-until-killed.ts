// Run as a process of its own by polling-killed.test.ts: asks what is due, and is killed in front of its nth commit, or by whoever started it.
import { DatabaseSync } from 'node:sqlite'
import { deskFolderAt, MovedClock } from '../polled.ts'

const [dataDir = '', port = '', atMs = '', nth = ''] = process.argv.slice(2)
const clock = new MovedClock()
clock.ms = Number(atMs)
const product = await deskFolderAt(dataDir).open(Number(port), clock)

let commits = 0
const { exec } = DatabaseSync.prototype
DatabaseSync.prototype.exec = function counted(this: DatabaseSync, sql: string) {
  if (sql === 'COMMIT') commits += 1
  if (sql === 'COMMIT' && commits === Number(nth)) process.kill(process.pid, 'SIGKILL')
  return exec.call(this, sql)
}
await product.sources.tick()
process.exit(0)
