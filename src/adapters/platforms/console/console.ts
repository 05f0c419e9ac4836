// The console: questions typed into a terminal or piped in, one a line, answered as plain text.
import { randomUUID } from 'node:crypto'
import { createInterface, type Interface } from 'node:readline'
import type { Channel } from '../../../domain/address.ts'
import type { Document } from '../../../domain/document.ts'
import type { HandleInbound, Platform, Surface } from '../../../ports/platform.ts'
import { documentText } from './text.ts'

export type ConsoleOptions = Readonly<{
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  /** a person is looking: prompt, progress and type styles; otherwise bare text */
  terminal: boolean
  /** columns, asked at each answer because windows change; 80 when it says nothing */
  columns?: (() => number | undefined) | undefined
  /** called once when the input has ended (ctrl-d) and every question is answered; not when stopped from outside */
  onEnd?: (() => void) | undefined
}>

export const CONSOLE_CHANNEL: Channel = { platform: 'console', workspace: 'desk', channel: 'console' }

const PROMPT = '\nbrief> '
const ERASE_LINE = '\r\u001b[K'
const DEFAULT_WIDTH = 80
const MAX_WIDTH = 100 // columns; longer lines are hard to read
const NO_DIGESTS = 'The console is gone when it is closed and cannot be sent a digest: subscribe from a Slack or Discord channel.'

type Session = { thread: string; stopped: boolean; busy: Promise<void> }

export function createConsole(options: ConsoleOptions): Platform {
  const session: Session = { thread: randomUUID(), stopped: false, busy: Promise.resolve() }
  let lines: Interface | null = null
  return {
    name: 'console',
    start: async (handle) => {
      lines = createInterface({ input: options.input, output: options.output, terminal: options.terminal, prompt: PROMPT })
      lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT')) // ctrl-c stops the whole program, not only this reader
      session.busy = converse(lines, handle, session, options)
    },
    stop: async (graceMs) => {
      session.stopped = true
      lines?.close()
      await Promise.race([session.busy, new Promise((resolve) => setTimeout(resolve, graceMs).unref())])
    },
    paginate: (document) => [JSON.stringify({ text: documentText(document, { width: DEFAULT_WIDTH }) })],
    post: async () => ({ kind: 'refused', reason: NO_DIGESTS }),
    find: async () => ({ kind: 'cannot-tell', reason: 'The console does not keep what it printed.' }),
    nonceWindowMs: 0,
    check: async () => [],
  }
}

/** One line after the other: an answer is finished before the next question is read. */
async function converse(lines: Interface, handle: HandleInbound, session: Session, options: ConsoleOptions): Promise<void> {
  if (options.terminal) lines.prompt()
  for await (const line of lines) {
    if (session.stopped) break
    if (/^\s*\/?(?:exit|quit|bye)\s*$/i.test(line)) break
    if (line.trim() !== '') await answer(line.trim(), handle, session, options)
    if (options.terminal && !session.stopped) lines.prompt()
  }
  lines.close()
  if (options.terminal) options.output.write('\n')
  if (!session.stopped) options.onEnd?.()
}

/** Asks about the desk or about the answer just given: no thread of its own, or the next remark would lean on nothing. */
const ABOUT_THE_DESK =
  /^\/brief\s+(?:why|evidence|status|help|settings|pause|resume|change|send|quiet|preview|(?:un)?watch|(?:un)?subscri\w*)\b/i

/** `/brief …` begins a thread of its own; anything else goes on in the one that runs. */
async function answer(text: string, handle: HandleInbound, session: Session, options: ConsoleOptions): Promise<void> {
  if (/^\/brief\b/i.test(text) && !ABOUT_THE_DESK.test(text)) session.thread = randomUUID()
  const { thread } = session
  const surface = surfaceOf(thread, options)
  const person = { id: 'console', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }
  await handle(
    { kind: 'message', id: randomUUID(), channel: CONSOLE_CHANNEL, person, text, thread, addressed: true, mayManage: true },
    surface,
  )
}

function surfaceOf(thread: string, { output, terminal, columns }: ConsoleOptions): Surface {
  let noted = false
  const show = async (document: Document) => {
    const width = Math.min(columns?.() || DEFAULT_WIDTH, MAX_WIDTH) // a terminal that does not know its width says 0
    output.write(`${noted ? ERASE_LINE : ''}\n${documentText(document, { width, color: terminal, hints: terminal })}\n`)
    noted = false
  }
  return {
    progress: async (note) => {
      if (!terminal) return
      output.write(`${ERASE_LINE}${note}`)
      noted = true
    },
    finish: async (document) => {
      await show(document)
      return { thread }
    },
    whisper: show,
    announce: async () => ({ kind: 'refused', hint: NO_DIGESTS }),
  }
}
