// Large pages are read on a thread of their own: a hostile one is ended in time, and nobody waits for it.
import { offLoop } from '../adapters/off-loop.ts'
import { type CleanedHtml, type PageToRead, type ReadPage, readPageHere } from '../ingest/clean-html.ts'

// Below this a page takes less time here than the main loop may be held.
const SMALL = 32 * 1024
const LIMIT_MS = 2_000
const HEAP_MB = 256

const pages = offLoop<PageToRead, CleanedHtml>({
  module: new URL('../ingest/clean-html.ts', import.meta.url),
  name: 'cleanPage',
  limitMs: LIMIT_MS,
  heapMb: HEAP_MB,
})

export const readPageOffLoop: ReadPage = (page) => (page.html.length <= SMALL ? readPageHere(page) : pages.run(page))
