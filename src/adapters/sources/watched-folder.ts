// A folder on disk that is looked at again and again: its files with size and time, each readable as a source of its own.
import { lstat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { derivedId } from '../../base/hash.ts'
import type { SourceItem } from '../../ports/article-source.ts'
import type { FileMark, WatchedFolder } from '../../ports/watched-folder.ts'
import { folderSource } from './seed-folder.ts'
import { walk } from './walk-folder.ts'

const MOST_FILES = 20_000
const AT_ONCE = 100 // files between two turns of the event loop

export function watchedFolder(path: string): WatchedFolder {
  return {
    path,
    look: () => look(path).catch(() => null),
    file: (name) => ({ id: folderSource(path).id, read: () => readFile(path, name) }),
  }
}

async function look(path: string): Promise<{ files: readonly FileMark[]; beyond: number } | null> {
  if (!(await lstat(path)).isDirectory()) return null
  const files: FileMark[] = []
  let beyond = 0
  for await (const walked of walk(path)) {
    // A folder below that cannot be opened hides its files: they must not look as if they had vanished.
    if (walked.kind === 'rejected' && walked.reason.startsWith('the folder cannot be opened')) return null
    if (walked.kind === 'rejected') continue
    if (files.length >= MOST_FILES) beyond += 1
    else {
      const { mtimeMs } = await lstat(walked.path)
      files.push({ name: walked.name, size: walked.size, modifiedMs: Math.floor(mtimeMs) })
    }
    if ((files.length + beyond) % AT_ONCE === 0) await new Promise(setImmediate)
  }
  return { files, beyond }
}

async function* readFile(folder: string, name: string): AsyncGenerator<SourceItem> {
  const path = join(folder, name)
  const entry = await lstat(path).catch(() => null)
  if (entry?.isFile() !== true) return yield { kind: 'rejected', from: name, reason: 'it is no regular file any more' }
  for await (const item of folderSource(path).read()) {
    const from = item.from === basename(name) ? name : item.from
    if (item.kind !== 'article') yield { ...item, from }
    else {
      const { raw } = item
      // A text that is corrected stays the same article; a page knows its own address, and a list its own ids.
      const isNamed = raw.id !== undefined || raw.url !== undefined || raw.html !== undefined
      yield { kind: 'article', from, raw: isNamed || from !== name ? raw : { ...raw, id: derivedId('f', folder, name) } }
    }
  }
}
