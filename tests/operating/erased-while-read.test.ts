// A feed that is being read when its workspace is forgotten brings nothing back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import type { Product } from '../../src/main.ts'
import { deskFolder, type Host, hostOf, MINUTE, MovedClock, rssOf, STORY } from '../polled.ts'

const item = (n: number) => ({ path: `/story-${n}`, title: `Flood number ${n} in Brenna`, text: `${STORY} Report ${n}.` })
let folder: ReturnType<typeof deskFolder>
let clock: MovedClock
let product: Product
let host: Host
let items = [item(1)]
let meanwhile: () => Promise<unknown>

beforeEach(async () => {
  folder = deskFolder()
  clock = new MovedClock()
  items = [item(1)]
  meanwhile = async () => {}
  host = await hostOf((_, response) => void meanwhile().then(() => response.end(rssOf(host.origin, items))), clock)
  product = await folder.open(host.port, clock)
})
afterEach(async () => {
  await product.close()
  await host.close()
  folder.clear()
})

const kept = () => product.articles.count(['slack:T1'])
const again = async () => {
  items = [item(2), item(3), ...items]
  clock.ms += 180 * MINUTE
  await product.sources.tick()
}

describe('a feed that is being read', () => {
  it('goes on bringing articles where nothing is forgotten meanwhile', async () => {
    await product.sources.add({ url: `${host.origin}/feed`, workspace: 'slack:T1' })
    await again()
    expect(await kept()).toBe(3)
  })

  it('brings nothing back to a workspace that was forgotten meanwhile, and what is known of its host goes too', async () => {
    await product.sources.add({ url: `${host.origin}/feed`, workspace: 'slack:T1' })
    meanwhile = () => product.endings.end('slack:T1')
    await again()
    expect(await kept()).toBe(0)
    const stores = openSqliteStores({ dataDir: folder.dataDir })
    expect((await Array.fromAsync(stores.workspaceData.rows('slack:T1'))).map(({ table }) => table)).toEqual([])
    await stores.close()
  })
})
