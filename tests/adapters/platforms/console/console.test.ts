import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createConsole } from '../../../../src/adapters/platforms/console/console.ts'
import type { Document } from '../../../../src/domain/document.ts'
import type { Inbound } from '../../../../src/domain/inbound.ts'
import type { HandleInbound } from '../../../../src/ports/platform.ts'

const say = (text: string): Document => ({ preview: text, nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] })

function session(terminal: boolean, handle: HandleInbound, columns?: () => number) {
  const input = new PassThrough()
  const output = new PassThrough()
  let ended: () => void = () => {}
  const end = new Promise<void>((resolve) => {
    ended = resolve
  })
  const platform = createConsole({ input, output, terminal, columns, onEnd: () => ended() })
  let printed = ''
  output.on('data', (part: Buffer) => {
    printed += part.toString('utf8')
  })
  const written = () => printed
  return { platform, input, end, written, start: () => platform.start(handle) }
}

describe('the console', () => {
  it('answers one line after the other and ends with its input, everything answered', async () => {
    const heard: Inbound[] = []
    const { input, end, written, start } = session(false, async (inbound, surface) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      heard.push(inbound)
      await surface.progress('Reading…')
      await surface.finish(say(`Answer to ${inbound.text}`))
    })
    await start()
    input.end('who fled?\n\n  quote 2  \n')
    await end
    expect(written()).toBe('\nAnswer to who fled?\n\nAnswer to quote 2\n')
    expect(heard.map(({ text }) => text)).toEqual(['who fled?', 'quote 2'])
  })

  it('takes a terminal that says it is 0 columns wide for one that does not know', async () => {
    const sentence = 'A sentence of some sixty letters fits well in eighty columns.'
    const { input, end, written, start } = session(
      false,
      async (_, surface) => void (await surface.finish(say(sentence))),
      () => 0,
    )
    await start()
    input.end('who fled?\n')
    await end
    expect(written()).toContain(sentence)
  })

  it('goes on in the running thread, and begins another with /brief', async () => {
    const threads: string[] = []
    const { input, end, start } = session(false, async (inbound, surface) => {
      if (inbound.kind === 'message') threads.push(inbound.thread)
      await surface.finish(say('A.'))
    })
    await start()
    input.end('/brief border\nquote 2\n/brief trade\n/help\n/brief why\n/brief status\n')
    await end
    expect(threads[1]).toBe(threads[0])
    expect(threads[2]).not.toBe(threads[0])
    expect(threads.slice(3)).toEqual([threads[2], threads[2], threads[2]])
  })

  it('shows progress and a prompt to a person, and takes both away before the answer', async () => {
    const { input, end, written, start } = session(true, async (_, surface) => {
      await surface.progress('Reading 5 articles…')
      await surface.finish(say('Answer.'))
    })
    await start()
    input.end('border\n')
    await end
    expect(written()).toContain('Reading 5 articles…\r\u001b[K\nAnswer.\n')
  })

  it('ends at exit', async () => {
    const { input, end, start } = session(false, async () => {})
    await start()
    input.write('exit\n')
    await end
  })

  it('stops from outside without calling it the end of the input', async () => {
    let ended = false
    const { platform, start, end } = session(false, async () => {})
    void end.then(() => {
      ended = true
    })
    await start()
    await platform.stop(100)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(ended).toBe(false)
  })

  it('refuses digests with the reason', async () => {
    const { platform } = session(false, async () => {})
    const channel = { platform: 'console', workspace: 'desk', channel: 'console' } as const
    expect(await platform.post({ channel, deliveryId: 'd', payload: '{}', parent: null })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('subscribe from'),
    })
    expect((await platform.find(channel, 'd', '2023-11-20T00:00:00Z')).kind).toBe('cannot-tell')
    expect(platform.paginate(say('A.'))).toEqual(['{"text":"A."}'])
  })
})
