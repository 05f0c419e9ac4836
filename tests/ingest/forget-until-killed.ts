// Run as a process of its own by forgetting.test.ts: forgets what is old, and says so at each transaction, until it is killed.
import { FORGET_NOW, forgettingDesk } from './forgetting-desk.ts'

const { ingest, stores } = await forgettingDesk({ days: 90, dataDir: process.argv[2] ?? '' })
const timer = setInterval(async () => {
  const { articles } = await stores.retention.counts()
  if (articles > 0) process.stdout.write(`${articles}\n`)
}, 1)
await ingest.forgetOld(FORGET_NOW, new AbortController().signal)
clearInterval(timer)
setInterval(() => {}, 1_000) // to be killed even when it was done first
