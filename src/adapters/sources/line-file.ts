// A file of lines to be read by a command, or the sentence that it is not there.
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { BorderBriefError } from '../../base/error.ts'

/** Opens a file or pipe of lines. Throws BorderBriefError `no-such-path`, so that a wrong path is not taken for a fault of ours. */
export async function openLines(path: string): Promise<NodeJS.ReadableStream> {
  const file = await open(path).catch(() => null)
  if (file === null || (await file.stat()).isDirectory()) {
    await file?.close()
    throw new BorderBriefError('no-such-path', `There is no file ${basename(path)} there that can be read; check the path.`)
  }
  return file.createReadStream()
}
