import { describe, expect, it } from 'vitest'
import { openSqliteStores } from '../src/adapters/stores/sqlite/sqlite-stores.ts'
import { offlineModel } from '../src/adapters/models/offline.ts'
import { readConfig } from '../src/config.ts'
import { examine } from '../src/doctor.ts'
import { aDelivery, aSubscription } from './contracts/digest-stores.ts'

describe('the doctor', () => {
  it('names what a platform made us pause, with the mend, and how often digests stood double or in doubt', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    await stores.subscriptions.save(aSubscription({ paused: true, pausedWhy: 'the channel is archived' }))
    await stores.subscriptions.save(aSubscription({ id: 'sub2', topic: 'trade', paused: true })) // by a person
    await stores.deliveries.plan(aDelivery({ state: 'sent', twins: 2 }))
    const findings = await examine({ config: readConfig({}), platforms: new Map(), stores, model: offlineModel, problems: [] })
    expect(findings).toContainEqual({
      ok: false,
      sentence: 'The digest of “border” in slack:T1:C1 is paused, because the channel is archived: mend that and resume it there.',
    })
    expect(findings.some(({ sentence }) => sentence.includes('“trade”'))).toBe(false)
    expect(findings).toContainEqual({ ok: true, sentence: 'Of the digests, 2 stood double for a while, and 0 ended in doubt.' })
    await stores.close()
  })
})
