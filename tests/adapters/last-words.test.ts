// A fault that nobody foresaw ends the process with one line: where it was, and none of the words it was about.
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const at = (file: string) => JSON.stringify(new URL(`../../src/adapters/${file}`, import.meta.url).href)
const CANARY = 'quokkaville'

/** Runs it in a process that ends with the fault. */
function ended(fault: string) {
  const code = `import { endOnFault } from ${at('last-words.ts')}; import { createLog } from ${at('log.ts')}
    endOnFault(createLog('info'))
    class RequestError extends Error {}
    const fault = () => Object.assign(new RequestError('${CANARY} fell\\n    at file:///${CANARY}.ts:1:1', { cause: new Error('${CANARY}') }), { requestBody: { text: '${CANARY}' } })
    ${fault}
    setInterval(() => {}, 1_000)`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
  return { status, printed: stdout + stderr }
}

describe('a fault that nobody foresaw', () => {
  it.each([
    ['thrown in passing', 'setTimeout(() => { throw fault() }, 1)'],
    ['rejected and left', 'void Promise.reject(fault())'],
  ])('%s: ends the process, tells its kind and place, and none of its words', (_, fault) => {
    const { status, printed } = ended(fault)
    expect(status).toBe(1)
    expect(printed.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(printed)).toMatchObject({ level: 50, msg: 'stopped by a fault', cause: 'RequestError' })
    expect(printed).not.toContain(CANARY)
  })

  it('that is no error at all is told by what it is', () => {
    const { status, printed } = ended(`void Promise.reject('${CANARY}')`)
    expect([status, printed.includes(CANARY)]).toEqual([1, false])
  })

  it('tells file and line of our own code', () => {
    const { printed } = ended(
      `const { parseInstant } = await import(${JSON.stringify(new URL('../../src/base/clock.ts', import.meta.url).href)}); setTimeout(() => parseInstant('${CANARY}'), 1)`,
    )
    expect(JSON.parse(printed).at).toMatch(/^src\/base\/clock\.ts:\d+:\d+/)
    expect(printed).not.toContain(CANARY)
  })
})
