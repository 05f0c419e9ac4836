// People in what is stored: told apart, never named.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createPersonKey } from '../../src/adapters/person-key.ts'

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
