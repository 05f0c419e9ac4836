// What was being answered when it was erased: its rows come after the erasing, and are not kept; what is asked afterwards is.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import type { Clock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import { openProduct, type Product } from '../../src/main.ts'

const QUESTION = 'How long is the border, says the wombat?'
const WORD = 'wombat'
let dataDir: string
let product: Product
let nowMs = 0
const clock: Clock = { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs) }
const later = (ms: number) => {
  nowMs += ms
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'in-flight-'))
  nowMs = Temporal.Instant.from('2026-11-22T06:00:00Z').epochMilliseconds
  product = await openProduct(readConfig({ LOG_LEVEL: 'silent' }, dataDir), clock)
  await product.ingest.takeIn(folderSource(join(import.meta.dirname, '../../seeds/articles')), OPERATOR)
})
afterEach(async () => {
  await product.close()
  rmSync(dataDir, { recursive: true, force: true })
})

let asked = 0
/** Asks; what `meanwhile` does happens between the answer and its being kept. */
async function ask(text: string, meanwhile: () => Promise<unknown> = async () => {}, person = 'U1'): Promise<void> {
  asked += 1
  const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
  const base = { id: `e${asked}`, channel, person: { id: person, timeZone: null }, text, mayManage: true }
  const inbound: Inbound = { ...base, kind: 'message', thread: `1.${asked}`, addressed: true }
  const shown = async () => {
    later(40)
    await meanwhile()
    later(40)
  }
  await product.chat.handle(inbound, {
    progress: async () => {},
    finish: async () => {
      await shown()
      return { thread: `1.${asked}` }
    },
    whisper: shown,
    announce: async () => ({ kind: 'refused', hint: 'no' }),
  })
  later(1)
}

/** Tables in which the word stands, of a workspace's question, its answer or its thread. */
async function tablesWithWord(): Promise<readonly string[]> {
  await product.accounting.erase('slack:T1', 'nobody') // waits for what is being written
  const db = new DatabaseSync(join(dataDir, 'border-brief.sqlite'), { readOnly: true })
  const tables = ['answer_records', 'turns', 'told_facts', 'feedback'].filter((table) =>
    db
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .some((row) => JSON.stringify(row).includes(WORD)),
  ) // prettier-ignore
  db.close()
  return tables
}

/** As `border-brief forget` does it: another process on the same file. */
async function forgetBeside(): Promise<void> {
  const stores = openSqliteStores({ dataDir })
  await stores.workspaceData.purge('slack:T1', clock.now().toString())
  await stores.close()
}

describe('who was never shown an answer', () => {
  const told: string[] = []
  const tellUnanswered = () => {
    const tell = async (_workspace: string, person: string) => {
      told.push(person)
      return { kind: 'sent', messageId: 'm1' } as const
    }
    return product.chat.tellUnanswered(new Map([['slack', { name: 'slack', tell }]]))
  }

  it('is told so, unless everything of theirs was erased meanwhile', async () => {
    const unreached = () => Promise.reject(new Error('Slack is gone'))
    for (const person of ['U1', 'U2', 'U3']) await ask(QUESTION, unreached, person)
    await product.accounting.erase('slack:T1', 'U2')
    later(121_000)
    await tellUnanswered()
    expect(told.toSorted()).toEqual(['U1', 'U3'])
    await ask(QUESTION, unreached, 'U4')
    await product.endings.end('slack:T1')
    later(121_000)
    await tellUnanswered()
    expect(told).toHaveLength(2)
  })
})

describe('an answer that is on its way', () => {
  it('is kept, with its thread, where nothing is erased meanwhile', async () => {
    await ask(QUESTION)
    expect(await tablesWithWord()).toEqual(['answer_records', 'turns'])
  })

  it('leaves nothing behind when its person asks to be forgotten before it is kept, and what they ask afterwards is kept', async () => {
    await ask(QUESTION, () => product.accounting.erase('slack:T1', 'U1'))
    expect(await tablesWithWord()).toEqual([])
    await ask(QUESTION)
    expect(await tablesWithWord()).toEqual(['answer_records', 'turns'])
  })

  it('leaves nothing behind when its workspace is forgotten by this process or by another before it is kept', async () => {
    await ask(QUESTION, () => product.endings.end('slack:T1'))
    expect(await tablesWithWord()).toEqual([])
    await ask(QUESTION, forgetBeside)
    expect(await tablesWithWord()).toEqual([])
    await ask(QUESTION)
    expect(await tablesWithWord()).toEqual(['answer_records', 'turns'])
  })

  it('leaves nothing behind when the records of its workspace are erased before it is kept', async () => {
    await ask(QUESTION, () => product.accounting.erase('slack:T1', null))
    expect(await tablesWithWord()).toEqual([])
  })

  it('is kept when it is somebody else, or another workspace, that is forgotten meanwhile', async () => {
    await ask(QUESTION, () => product.accounting.erase('slack:T1', 'U2'))
    expect(await tablesWithWord()).toEqual(['answer_records', 'turns'])
    await ask(QUESTION, () => product.endings.end('slack:T12'))
    expect(await tablesWithWord()).toEqual(['answer_records', 'turns'])
  })
})

describe('what was told by “new”', () => {
  it('is not remembered for somebody who was forgotten while it was gathered', async () => {
    const stores = openSqliteStores({ dataDir })
    const begun = clock.now().toString()
    const person = 'a'.repeat(32)
    const fact = { key: 'fact:1', value: WORD, articleId: 'a1' }
    later(5)
    await stores.erasures.note('slack:T1', person, clock.now().toString())
    await stores.memory.remember(`slack:T1:C1#${person}`, [{ ...fact, toldAt: begun }])
    expect(await tablesWithWord()).toEqual([])
    await stores.memory.remember('slack:T1:C1', [{ ...fact, toldAt: begun }]) // the channel's own is nobody's in particular
    await stores.memory.remember(`slack:T12:C1#${person}`, [{ ...fact, toldAt: begun }])
    expect(await stores.memory.told('slack:T1:C1')).toHaveLength(1)
    expect(await stores.memory.told(`slack:T12:C1#${person}`)).toHaveLength(1)
    later(5)
    await stores.memory.remember(`slack:T1:C1#${person}`, [{ ...fact, toldAt: clock.now().toString() }])
    expect(await stores.memory.told(`slack:T1:C1#${person}`)).toHaveLength(1)
    await stores.close()
  })
})

describe('bytes of what one person had erased', () => {
  const filesWithWord = () =>
    readdirSync(dataDir).filter((name) => name.includes('sqlite') && readFileSync(join(dataDir, name)).includes(WORD))

  it('are gone from the file and its log after the night that follows', async () => {
    await ask(QUESTION)
    await product.accounting.erase('slack:T1', 'U1')
    expect(filesWithWord()).not.toEqual([]) // else this test would prove nothing
    await product.accounting.nightly(clock.now().add({ hours: 20 }))
    expect(filesWithWord()).toEqual([])
  })

  it('are not looked for again, and nothing tells any more who had them erased or which workspace ended', async () => {
    await product.accounting.erase('slack:T1', 'U1')
    await product.endings.end('slack:T9')
    await product.accounting.nightly(clock.now().add({ hours: 26 }))
    const stores = openSqliteStores({ dataDir })
    expect(await stores.erasures.since('2026-01-01T00:00:00Z')).toBe(0)
    expect(await stores.workspaceData.endedSince('2026-01-01T00:00:00Z')).toEqual([])
    await stores.close()
  })
})
