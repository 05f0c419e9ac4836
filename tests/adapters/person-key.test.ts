// People in what is stored: told apart, never named.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sealedAskers } from '../../src/adapters/sealed-askers.ts'
import type { InboundLog } from '../../src/ports/conversation-store.ts'
import { createPersonKey, createPersonSeal } from '../../src/adapters/person-key.ts'

const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'people-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true })
})

describe('the key of a person', () => {
  const T1 = { platform: 'slack', workspace: 'T1' } as const

  it('is the same after a restart, and another in another workspace, installation or of another person', () => {
    const dataDir = folder()
    const key = createPersonKey(dataDir)(T1, 'U1')
    expect(createPersonKey(dataDir)(T1, 'U1')).toBe(key)
    const others = [
      createPersonKey(dataDir)(T1, 'U2'),
      createPersonKey(dataDir)({ ...T1, workspace: 'T2' }, 'U1'),
      createPersonKey(folder())(T1, 'U1'),
    ]
    expect(new Set([key, ...others]).size).toBe(4)
    expect(key).toMatch(/^[0-9a-f]{32}$/)
  })

  it('rests on a secret that only its owner can read', () => {
    const dataDir = folder()
    createPersonKey(dataDir)(T1, 'U1')
    expect(statSync(join(dataDir, 'people.key')).mode & 0o077).toBe(0)
    expect(readFileSync(join(dataDir, 'people.key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('says the mend when the secret is damaged', () => {
    const dataDir = folder()
    writeFileSync(join(dataDir, 'people.key'), 'oops')
    expect(() => createPersonKey(dataDir)(T1, 'U1')).toThrow(/people\.key.*delete it/)
  })
})

describe('the seal of a person', () => {
  const T1 = { platform: 'slack', workspace: 'T1' } as const

  it('is opened after a restart, and in no other workspace or installation, nor when it was changed', () => {
    const dataDir = folder()
    const sealed = createPersonSeal(dataDir).seal(T1, 'U0PERSON1')
    expect(sealed).not.toContain('U0PERSON1')
    expect(createPersonSeal(dataDir).open(T1, sealed)).toBe('U0PERSON1')
    expect(createPersonSeal(dataDir).seal(T1, 'U0PERSON1')).toBe(sealed)
    expect(
      new Set([
        sealed,
        createPersonSeal(dataDir).seal(T1, 'U0PERSON2'),
        createPersonSeal(dataDir).seal({ ...T1, workspace: 'T2' }, 'U0PERSON1'),
      ]).size,
    ).toBe(3)
    expect(createPersonSeal(dataDir).open({ ...T1, workspace: 'T2' }, sealed)).toBeNull()
    expect(createPersonSeal(folder()).open(T1, sealed)).toBeNull()
    for (const changed of [
      '',
      'U0PERSON1',
      `A${sealed}`,
      sealed.replace('.', '.A'),
      sealed.replace('.', ''),
      sealed.split('.').reverse().join('.'),
    ])
      expect(createPersonSeal(dataDir).open(T1, changed)).toBeNull()
  })

  it('keeps who waits for an answer from the store, and drops whom nobody can tell any more', async () => {
    const waiting = new Map<string, string>()
    const store: InboundLog = {
      firstSight: async (id, _at, asker) => waiting.set(id, asker?.person ?? 'nobody') !== undefined,
      answered: async (id) => void waiting.delete(id),
      takeUnanswered: async () => [...waiting].map(([id, person]) => ({ id, person, workspace: 'T1', askedAt: '2023-11-20T08:00:00Z' })),
      forgetAsker: async ({ person }) => {
        for (const [id, known] of waiting) if (known === person) waiting.delete(id)
      },
      prune: async () => 0,
    }
    const log = sealedAskers(store, createPersonSeal(folder()))
    await log.firstSight('e1', '2023-11-20T08:00:00Z', { ...T1, person: 'U0PERSON1' })
    await log.firstSight('e2', '2023-11-20T08:00:00Z')
    await log.firstSight('e3', '2023-11-20T08:00:00Z', { platform: 'discord', workspace: 'T1', person: 'U0PERSON3' })
    expect([...waiting.values()].join()).not.toMatch(/PERSON/)
    const found = await log.takeUnanswered('slack', '2023-11-20T09:00:00Z', '2023-11-20T09:00:00Z')
    expect(found.map(({ person }) => person)).toEqual(['U0PERSON1'])
    expect([...waiting.keys()]).toEqual(['e1'])
    await log.forgetAsker({ ...T1, person: 'U0PERSON2' })
    expect([...waiting.keys()]).toEqual(['e1'])
    await log.forgetAsker({ ...T1, person: 'U0PERSON1' })
    expect([...waiting]).toEqual([])
  })
})
