// Watched folders: what is new or changed and stands still is taken in, what vanished for good is withdrawn, all of it bounded.
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/error.ts'
import type { Log } from '../base/log.ts'
import { OPERATOR } from '../domain/article.ts'
import type { SourceItem } from '../ports/article-source.ts'
import type { FileMark, KnownFile, WatchedFolder, WatchStore } from '../ports/watched-folder.ts'
import type { Ingest } from './ingest.ts'

export type Watching = Readonly<{
  /** Looks at every folder once; does nothing while a look is under way. Never throws. */
  look: () => Promise<void>
  /** Ends after the file at hand. */
  stop: () => Promise<void>
}>

export type WatchDeps = Readonly<{
  folders: readonly WatchedFolder[]
  files: WatchStore
  ingest: Pick<Ingest, 'takeIn'>
  clock: Clock
  log: Log
}>

/** A file that was changed this long ago is whole; a younger one when it is the same at the next look. */
const STILL_MS = 60_000
/** Files read at one look; the others wait for the next. */
const MOST_READ = 200
/** Looks in a row that do not find a file before it has vanished: a program that saves may take it away for a moment. */
const LOOKS_MISSED = 3

export function watchFolders(deps: WatchDeps): Watching {
  const seen = new Map(
    deps.folders.map(({ path }) => [path, { last: new Map<string, FileMark>(), missed: new Map<string, number>(), isAway: false }]),
  )
  let stopped = false
  let running: Promise<void> | null = null
  const lookAtAll = async () => {
    for (const folder of deps.folders) {
      const before = seen.get(folder.path)
      if (stopped || before === undefined) return
      try {
        await lookAt(folder, before, { ...deps, isStopped: () => stopped })
      } catch (error) {
        deps.log.error('watched folder failed', { folder: folder.path, cause: messageOf(error) })
      }
    }
  }
  return {
    look: () => {
      running ??= lookAtAll().finally(() => {
        running = null
      })
      return running
    },
    stop: async () => {
      stopped = true
      await running
    },
  }
}

/** `last`: the files of the look before; `missed`: how many looks in a row did not find a known one. */
type Seen = { last: ReadonlyMap<string, FileMark>; missed: Map<string, number>; isAway: boolean }
type Looking = WatchDeps & Readonly<{ isStopped: () => boolean }>

async function lookAt(folder: WatchedFolder, seen: Seen, looking: Looking): Promise<void> {
  const { files: store, clock, log } = looking
  const looked = await folder.look()
  const known = await store.known(folder.path)
  // An empty folder where there was none before is a drive that is not there, more often than a desk that was cleared.
  if (looked === null || (looked.files.length === 0 && known.size > 0)) {
    if (!seen.isAway) log.warn('watched folder is not there', { folder: folder.path })
    seen.isAway = true
    seen.missed.clear()
    return
  }
  seen.isAway = false
  if (looked.beyond > 0) log.warn('watched folder has too many files', { folder: folder.path, beyond: looked.beyond })
  const nowMs = clock.now().epochMilliseconds
  const isStill = (file: FileMark) => isSame(seen.last.get(file.name), file) || nowMs - file.modifiedMs >= STILL_MS
  const due = looked.files.filter((file) => !isSame(known.get(file.name), file) && isStill(file))
  for (const file of due.slice(0, MOST_READ)) if (!looking.isStopped()) await takeIn(folder, file, known.get(file.name) ?? null, looking)
  seen.last = new Map(looked.files.map((file) => [file.name, file]))
  if (looked.beyond > 0) return // what is beyond is not looked at, and has not vanished
  for (const file of vanished(known, seen)) if (!looking.isStopped()) await withdrawFile(folder, file, looking)
}

const isSame = (one: FileMark | undefined, other: FileMark) => one?.size === other.size && one.modifiedMs === other.modifiedMs

/** Reads one file; articles that an earlier form of it gave and this one does not are withdrawn. */
async function takeIn(folder: WatchedFolder, file: FileMark, before: KnownFile | null, looking: Looking): Promise<void> {
  const { ingest, files, log } = looking
  const ids = new Set<string>()
  const { rejected } = await ingest.takeIn(folder.file(file.name), OPERATOR, ({ kind, id }) => {
    if (kind !== 'rejected') ids.add(id)
  })
  for (const { reason } of rejected.slice(0, 3)) log.info('watched file left out', { file: file.name, reason })
  // A file that became unreadable takes nothing back.
  const gone = ids.size === 0 ? [] : (before?.articleIds ?? []).filter((id) => !ids.has(id))
  const kept = ids.size === 0 ? (before?.articleIds ?? []) : [...ids]
  await files.remember(folder.path, { ...file, articleIds: kept })
  await withdraw(folder, gone, looking)
}

/** Known files that enough looks in a row have not found. */
function vanished(known: ReadonlyMap<string, KnownFile>, { last, missed }: Seen): readonly KnownFile[] {
  const gone: KnownFile[] = []
  for (const [name, file] of known) {
    const looks = last.has(name) ? 0 : (missed.get(name) ?? 0) + 1
    if (looks === 0 || looks >= LOOKS_MISSED) missed.delete(name)
    else missed.set(name, looks)
    if (looks >= LOOKS_MISSED) gone.push(file)
  }
  return gone
}

async function withdrawFile(folder: WatchedFolder, { name, articleIds }: KnownFile, looking: Looking): Promise<void> {
  await looking.files.drop(folder.path, name)
  await withdraw(folder, articleIds, looking)
  looking.log.info('watched file vanished', { file: name, articles: articleIds.length })
}

/** Withdraws articles that no other file of the folder gives: a renamed file, or a second copy, keeps them. */
async function withdraw(folder: WatchedFolder, articleIds: readonly string[], { files, ingest }: Looking): Promise<void> {
  if (articleIds.length === 0) return
  const others = new Set([...(await files.known(folder.path)).values()].flatMap((file) => file.articleIds))
  const items = articleIds.filter((id) => !others.has(id)).map((id): SourceItem => ({ kind: 'withdrawn', from: id, id }))
  if (items.length === 0) return
  const read = async function* () {
    yield* items
  }
  await ingest.takeIn({ id: folder.path, read }, OPERATOR)
}
