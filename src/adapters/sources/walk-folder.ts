// Every file under a path, in order of name; links that lead out of the folder are not followed.
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { BorderBriefError } from '../../base/error.ts'

/** `name` is the path below the folder, with `/`. */
export type Walked =
  | Readonly<{ kind: 'file'; path: string; name: string; size: number }>
  | Readonly<{ kind: 'rejected'; name: string; reason: string }>

/** Yields one file, or a folder's files, hidden ones left out. Throws BorderBriefError `no-such-path` when there is nothing there. */
export async function* walk(path: string): AsyncGenerator<Walked> {
  let root: string
  try {
    root = await realpath(path)
  } catch (cause) {
    throw new BorderBriefError('no-such-path', `There is no file or folder named ${basename(path)} there; check the path.`, { cause })
  }
  if ((await stat(root)).isDirectory()) yield* walkFolder(root, root)
  else yield* walkEntry(root, root, basename(path))
}

async function* walkFolder(folder: string, root: string): AsyncGenerator<Walked> {
  let names: string[]
  try {
    names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()
  } catch {
    yield { kind: 'rejected', name: nameOf(folder, root), reason: 'the folder cannot be opened; check that this user may read it' }
    return
  }
  for (const name of names) {
    const path = join(folder, name)
    yield* walkEntry(path, root, nameOf(path, root))
  }
}

async function* walkEntry(path: string, root: string, name: string): AsyncGenerator<Walked> {
  try {
    const entry = await lstat(path)
    if (entry.isSymbolicLink()) {
      const target = await realpath(path)
      // Inside the folder its target is read under its own name.
      if (target !== root && !target.startsWith(root + sep))
        yield { kind: 'rejected', name, reason: 'it is a link that leads out of the folder' }
    } else if (entry.isDirectory()) yield* walkFolder(path, root)
    else if (entry.isFile()) yield { kind: 'file', path, name, size: entry.size }
    else yield { kind: 'rejected', name, reason: 'it is no regular file' }
  } catch {
    yield { kind: 'rejected', name, reason: 'it cannot be opened' }
  }
}

function nameOf(path: string, root: string): string {
  return relative(root, path).replaceAll(sep, '/')
}
