// Work that fails for a while.
import { expect, it } from 'vitest'
import { keepTrying } from '../../src/base/retry.ts'

const WAITS = { first: 1, most: 4 } as const

it('tells of the first failure once, tries again, and tells of the success', async () => {
  const heard: string[] = []
  let attempts = 0
  const done = Promise.withResolvers<void>()
  const work = async () => {
    attempts += 1
    if (attempts < 4) throw new Error('nobody there')
  }
  const succeeded = () => {
    heard.push('connected')
    done.resolve()
  }
  await keepTrying(work, { waits: WAITS, signal: new AbortController().signal, succeeded, failed: () => heard.push('failed') })
  expect(heard).toEqual(['failed'])
  await done.promise
  expect([attempts, heard]).toEqual([4, ['failed', 'connected']])
})

it('ends when it is told to, and says nothing of what fails or succeeds after that', async () => {
  const stopping = new AbortController()
  const heard: string[] = []
  let attempts = 0
  const work = async () => {
    attempts += 1
    if (attempts === 1) throw new Error('nobody there')
  }
  await keepTrying(work, {
    ...{ waits: { first: 20, most: 20 }, signal: stopping.signal },
    ...{ succeeded: () => heard.push('connected'), failed: () => heard.push('failed') },
  })
  stopping.abort()
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect([attempts, heard]).toEqual([1, ['failed']])
})
