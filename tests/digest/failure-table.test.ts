// The failure table of docs/delivery.md, row by row, over real stores, a fake platform and a clock that is moved by hand.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import type { DigestSettings } from '../../src/digest/digest.ts'
import type { Platform, Post } from '../../src/ports/platform.ts'
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, OTHER_CHANNEL, oneLiner, type World } from './digest-world.ts'

const SCHEDULE = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'Asia/Yangon' }
const SUBSCRIBED = '2026-11-21T12:00:00Z'
const DUE = '2026-11-22T01:30:00Z' // 08:00 in Yangon
const ELSEWHERE = { platform: 'slack', workspace: 'T2', channel: 'C9' } as const

type Desk = World & Readonly<{ fake: FakePlatform }>
type Options = Readonly<{ onAmbiguous?: DigestSettings['onAmbiguous']; parts?: number; stores?: SqliteStores }>

async function subscribed({ onAmbiguous = 'resend', parts = 1, stores }: Options = {}): Promise<Desk> {
  const made: FakePlatform[] = []
  const paginate = () => Array.from({ length: parts }, (_, i) => `{"part":${i + 1}}`)
  const make = (now: () => Temporal.Instant) => {
    const fake = fakePlatform({ now, paginate })
    made.push(fake)
    return fake
  }
  const world = digestWorld(SUBSCRIBED, make, { onAmbiguous }, stores)
  await world.publish(oneLiner('The bridge at Muse reopened on Saturday.'))
  await world.boot().subscribe({ channel: CHANNEL, topic: 'border', schedule: SCHEDULE, by: 'U1', now: world.now() })
  world.moveTo(DUE)
  const [fake] = made
  if (!fake) throw new Error('no platform was made')
  return { ...world, fake }
}

const only = async ({ stores }: World) => (await stores.subscriptions.all())[0]
async function deliveriesOf(world: World) {
  const subscription = await only(world)
  return subscription ? world.stores.deliveries.ofSubscription(subscription.id, 50) : []
}
const states = async (world: World) => (await deliveriesOf(world)).map(({ state, reason }) => (reason ? `${state}: ${reason}` : state))
const sinceDue = (ms: number) => (ms - Date.parse(DUE)) / 1_000
/** A process that does with a post what the test says. */
const with_ = (desk: Desk, over: Partial<Platform>) => desk.boot(undefined, { platforms: new Map([['slack', { ...desk.fake, ...over }]]) })

describe('C1, C2 · in hand, and nothing attempted', () => {
  it('is rendered by another once the lease of the one who had it is over, and not before', async () => {
    const desk = await subscribed()
    const first = desk.boot()
    desk.moveTo('2026-11-22T01:25:00Z')
    await first.tick(desk.now()) // planned ahead
    desk.moveTo(DUE)
    const [planned] = await deliveriesOf(desk)
    const leaseUntil = '2026-11-22T01:31:00Z'
    await desk.stores.deliveries.move(planned?.id ?? '', ['planned'], 'claimed', { leaseUntil })
    await desk.boot().tick(desk.now())
    expect(desk.fake.arrivals).toEqual([])
    desk.moveTo(leaseUntil)
    await desk.boot().tick(desk.now())
    expect(desk.fake.arrivals.map(sinceDue)).toEqual([60])
  })
})

describe('C4 · two processes on one data folder', () => {
  it('post it once, and each channel has one message under way', async () => {
    const desk = await subscribed({ parts: 3 })
    const [one, two] = [desk.boot(), desk.boot()]
    for (let minute = 0; minute < 10; minute++) {
      await Promise.all([one.tick(desk.now()), two.tick(desk.now())])
      desk.moveTo(desk.now().add({ seconds: 60 }).toString())
    }
    expect(desk.fake.standing.map(({ post }) => [post.payload, post.parent])).toEqual([
      ['{"part":1}', null],
      ['{"part":2}', 'm1'],
      ['{"part":3}', 'm1'],
    ])
    expect(desk.fake.arrivals).toHaveLength(3)
  })
})

describe('C5, C6 · the platform says what stands', () => {
  it('settles a doubt at once, without a look', async () => {
    const desk = await subscribed()
    desk.fake.history = 'denied'
    desk.fake.fates.push('lost-answer')
    const digests = desk.boot()
    await digests.tick(desk.now())
    const [standing] = desk.fake.standing
    await digests.hear({ deliveryId: standing?.post.deliveryId ?? '', channel: 'C1', messageId: 'm1' })
    expect(await states(desk)).toEqual(['sent'])
    await desk.run(digests, 30)
    expect(desk.fake.arrivals).toHaveLength(1)
  })

  it('is not forgotten when the process dies right after', async () => {
    const desk = await subscribed()
    desk.fake.history = 'denied'
    const dead = with_(desk, {
      post: async (post) => {
        await desk.fake.post(post)
        await dead.hear({ deliveryId: post.deliveryId, channel: 'C1', messageId: 'm1' })
        throw new Error('killed before it could record anything else')
      },
    })
    await dead.tick(desk.now())
    await desk.run(desk.boot(), 30)
    expect(await states(desk)).toEqual(['sent'])
    expect(desk.fake.arrivals).toHaveLength(1)
  })

  it('is not believed of another channel', async () => {
    const desk = await subscribed()
    desk.fake.fates.push('lost-request')
    const digests = desk.boot()
    await digests.tick(desk.now())
    const [delivery] = await deliveriesOf(desk)
    await digests.hear({ deliveryId: delivery?.id ?? '', channel: 'C2', messageId: 'm7' })
    await digests.hear({ deliveryId: 'nobody', channel: 'C1', messageId: 'm7' })
    expect(await states(desk)).toEqual(['unknown: reset'])
  })
})

describe('C9 · committed later than anybody looks', () => {
  it('stands double until the sweep, which keeps the earliest and counts the other', async () => {
    const desk = await subscribed()
    desk.fake.fates.push({ late: 400_000 })
    await desk.run(desk.boot(), 16)
    expect(desk.fake.arrivals.map(sinceDue)).toEqual([0, 180])
    expect(desk.fake.removed).toEqual(['m900001'])
    expect(desk.fake.standing.map(({ messageId }) => messageId)).toEqual(['m2'])
    expect(await deliveriesOf(desk)).toMatchObject([{ state: 'sent', messageId: 'm2', twins: 1 }])
    expect(await desk.boot().counts(CHANNEL)).toEqual({ twins: 1, ambiguous: 0 })
    expect(await desk.boot().counts(ELSEWHERE)).toEqual({ twins: 0, ambiguous: 0 })
  })

  it('is swept at once when the platform says that another stands, history or not', async () => {
    const desk = await subscribed()
    desk.fake.history = 'denied'
    const digests = desk.boot()
    await digests.tick(desk.now())
    const post = desk.fake.standing[0]?.post
    if (post === undefined) throw new Error('nothing stands')
    await desk.fake.post(post) // of a process that slept
    await digests.hear({ deliveryId: post.deliveryId, channel: 'C1', messageId: 'm2' })
    await digests.tick(desk.now())
    expect(desk.fake.removed).toEqual(['m2'])
    expect(await deliveriesOf(desk)).toMatchObject([{ messageId: 'm1', twins: 1 }])
  })

  it('is swept again ten minutes after the last attempt, although the platform told of a second message before', async () => {
    const desk = await subscribed()
    desk.fake.fates.push({ late: 400_000 })
    const digests = desk.boot()
    await desk.run(digests, 5) // the second attempt stands, the first does not yet
    const post = desk.fake.standing[0]?.post
    if (post === undefined) throw new Error('nothing stands')
    await desk.fake.post(post) // of a process that slept
    await digests.hear({ deliveryId: post.deliveryId, channel: 'C1', messageId: 'm3' })
    await desk.run(digests, 1)
    expect(desk.fake.removed).toEqual(['m3'])
    await desk.run(digests, 12)
    expect(desk.fake.removed).toEqual(['m3', 'm900001'])
    expect(desk.fake.standing.map(({ messageId }) => messageId)).toEqual(['m2'])
  })

  it('is not forgotten when another comes to light while the first is being looked for', async () => {
    const desk = await subscribed()
    const { find } = desk.fake
    let looks = 0
    let post: Post | null = null
    const another = async () => (post === null ? null : await desk.fake.post(post))
    const digests = with_(desk, {
      find: async (...asked) => {
        const found = await find(...asked)
        looks += 1
        if (looks > 1) return found
        await another() // committed right after the look
        await digests.hear({ deliveryId: post?.deliveryId ?? '', channel: 'C1', messageId: 'm3' })
        return found
      },
    })
    await digests.tick(desk.now())
    post = desk.fake.standing[0]?.post ?? null
    await another()
    await digests.hear({ deliveryId: post?.deliveryId ?? '', channel: 'C1', messageId: 'm2' })
    await desk.run(digests, 2)
    expect(desk.fake.standing.map(({ messageId }) => messageId)).toEqual(['m1'])
  })

  it('is swept however long the platform refuses to be asked or to remove it', async () => {
    const desk = await subscribed()
    desk.fake.fates.push({ late: 400_000 })
    await desk.run(desk.boot(), 5)
    desk.fake.history = 'failing'
    await desk.run(desk.boot(), 120)
    expect(desk.fake.standing).toHaveLength(2)
    desk.fake.history = 'granted'
    const { remove } = desk.fake
    await desk.run(with_(desk, { remove: async () => ({ kind: 'not-sent', reason: '429', retryAfterMs: 60_000 }) }), 60)
    expect(desk.fake.standing).toHaveLength(2)
    await desk.run(with_(desk, remove ? { remove } : {}), 20)
    expect(desk.fake.standing).toHaveLength(1)
  })

  it('is looked for again while the platform showed only a part of what there is', async () => {
    const desk = await subscribed()
    desk.fake.fates.push({ late: 400_000 })
    const find = desk.fake.find
    const partly: typeof find = async (...asked) => {
      const found = await find(...asked)
      return found.kind === 'found' ? { kind: 'found', messageId: found.messageId, isPartial: true } : found
    }
    await desk.run(with_(desk, { find: partly }), 20)
    expect(desk.fake.standing).toHaveLength(2)
    await desk.run(desk.boot(), 16)
    expect(desk.fake.standing).toHaveLength(1)
  })

  it('keeps the first part in whose thread the others stand', async () => {
    const desk = await subscribed({ parts: 2 })
    desk.fake.history = 'failing'
    const digests = desk.boot()
    await digests.tick(desk.now())
    desk.fake.history = 'granted'
    const first = desk.fake.standing[0]
    if (first === undefined) throw new Error('nothing stands')
    desk.fake.standing.push({ ...first, messageId: 'm0' }) // an earlier commit of the same
    await digests.hear({ deliveryId: first.post.deliveryId, channel: 'C1', messageId: 'm0' })
    await digests.tick(desk.now())
    expect(desk.fake.removed).toEqual(['m0'])
  })
})

describe('C10 · a process that sleeps past its lease', () => {
  it('posts nothing once it wakes before the write', async () => {
    const desk = await subscribed()
    const sleeper = with_(desk, {
      post: async (post) => {
        desk.moveTo('2026-11-22T01:31:30Z')
        return post.mayLeave?.() === false ? { kind: 'not-sent', reason: 'lease over', retryAfterMs: null } : desk.fake.post(post)
      },
    })
    await sleeper.tick(desk.now())
    expect(desk.fake.arrivals).toEqual([])
    await desk.run(desk.boot(), 10)
    expect(desk.fake.standing).toHaveLength(1)
    expect(await states(desk)).toEqual(['sent'])
  })

  it('is undone when it woke in the middle of the write, after another had posted', async () => {
    const desk = await subscribed()
    const woken = Promise.withResolvers<void>()
    const sleeper = with_(desk, { post: (post) => woken.promise.then(() => desk.fake.post(post)) })
    const asleep = sleeper.tick(desk.now())
    for (let turns = 0; turns < 50; turns++) await new Promise(setImmediate)
    await desk.run(desk.boot(), 6)
    expect(desk.fake.standing).toHaveLength(1)
    woken.resolve()
    await asleep
    await desk.run(desk.boot(), 3)
    expect(desk.fake.arrivals).toHaveLength(2)
    expect(desk.fake.standing).toHaveLength(1)
    expect(await deliveriesOf(desk)).toMatchObject([{ state: 'sent', twins: 1 }])
  })
})

describe('C11 · the disk is full', () => {
  it('sends nothing that is not on record first, and sends it once there is room', async () => {
    const desk = await subscribed()
    const { deliveries } = desk.stores
    const full = desk.boot(undefined, {
      deliveries: {
        ...deliveries,
        move: async (id, from, to, ...more) => {
          if (to === 'attempting') throw new Error('database or disk is full')
          return deliveries.move(id, from, to, ...more)
        },
      },
    })
    await full.tick(desk.now())
    expect(desk.fake.arrivals).toEqual([])
    await desk.run(desk.boot(), 3)
    expect(desk.fake.arrivals).toHaveLength(1)
  })
})

describe('C12 · a backup was put back', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })
  const folder = () => {
    folders.push(mkdtempSync(join(tmpdir(), 'restore-')))
    return folders.at(-1) ?? ''
  }

  it.each(['over the data file', 'into a new folder'])('%s: what was posted since is found and not sent again', async (where) => {
    const [dataDir, backup] = [folder(), folder()]
    const before = openSqliteStores({ dataDir })
    const desk = await subscribed({ stores: before })
    desk.moveTo('2026-11-22T01:00:00Z')
    await desk.run(desk.boot(), 2)
    await before.close()
    copyFileSync(join(dataDir, 'border-brief.sqlite'), join(backup, 'border-brief.sqlite'))
    const again = openSqliteStores({ dataDir })
    desk.moveTo(DUE)
    await desk.run(desk.boot(undefined, { ...again }), 2)
    await again.close()
    expect(desk.fake.standing).toHaveLength(1)
    if (where === 'over the data file') copyFileSync(join(backup, 'border-brief.sqlite'), join(dataDir, 'border-brief.sqlite'))
    const restored = openSqliteStores({ dataDir: where === 'over the data file' ? dataDir : backup })
    await desk.run(desk.boot(undefined, { ...restored }), 10)
    expect(desk.fake.arrivals).toHaveLength(1)
    const [subscription] = await restored.subscriptions.all()
    expect(await restored.deliveries.ofSubscription(subscription?.id ?? '', 5)).toMatchObject([{ state: 'sent', messageId: 'm1' }])
    expect((await restored.memory.told('slack:T1:C1')).length).toBeGreaterThan(0)
    await restored.close()
  })

  it('sends what was not posted, and doubts nothing after an ordinary stop', async () => {
    const dataDir = folder()
    const before = openSqliteStores({ dataDir })
    const desk = await subscribed({ stores: before })
    desk.moveTo('2026-11-22T01:00:00Z')
    await desk.run(desk.boot(), 2)
    await before.close()
    const again = openSqliteStores({ dataDir })
    expect(await again.aftercare.restoredSince()).toBeNull()
    await again.close()
    const copied = folder()
    copyFileSync(join(dataDir, 'border-brief.sqlite'), join(copied, 'border-brief.sqlite'))
    const stores = openSqliteStores({ dataDir: copied })
    expect(await stores.aftercare.restoredSince()).toBe('2026-11-22T01:01:00Z')
    desk.moveTo('2026-11-22T02:00:00Z')
    await desk.run(desk.boot(undefined, { ...stores }), 6)
    expect(desk.fake.arrivals.map((ms) => sinceDue(ms) / 60)).toEqual([33])
    await stores.close()
  })
})

describe('C17 · refused for good', () => {
  const archived = { refused: 'is_archived', refusal: { of: 'channel', why: 'the channel is archived' } } as const
  const revoked = { refused: 'token_revoked', refusal: { of: 'workspace', why: 'x' } } as const

  it('pauses every subscription of an archived channel, and tells each owner once', async () => {
    const desk = await subscribed()
    const digests = desk.boot()
    desk.moveTo(SUBSCRIBED)
    await digests.subscribe({ channel: CHANNEL, topic: 'trade', schedule: SCHEDULE, by: 'U1', now: desk.now() })
    await digests.subscribe({ channel: OTHER_CHANNEL, topic: 'border', schedule: SCHEDULE, by: 'U2', now: desk.now() })
    desk.moveTo(DUE)
    desk.fake.fatesIn.set('C1', [archived])
    await desk.run(desk.boot(), 5)
    const paused = (await desk.stores.subscriptions.all()).filter((one) => one.paused)
    expect(paused.map(({ topic, pausedWhy }) => `${topic}: ${pausedWhy}`).sort()).toEqual([
      'border: the channel is archived',
      'trade: the channel is archived',
    ])
    expect(desk.fake.told).toHaveLength(1)
    expect(desk.fake.told[0]).toMatch(
      /^U1: The digests “The (border” and “The trade|trade” and “The border)” are paused, because the channel is archived\./,
    )
    await desk.run(desk.boot(), 60)
    expect(desk.fake.told).toHaveLength(1)
    expect(desk.fake.standing.map(({ post }) => post.channel.channel)).toEqual(['C2'])
  })

  it('pauses the whole workspace of a revoked token and no other, and goes on once a token is accepted', async () => {
    const desk = await subscribed()
    const digests = desk.boot()
    desk.moveTo(SUBSCRIBED)
    await digests.subscribe({ channel: OTHER_CHANNEL, topic: 'border', schedule: SCHEDULE, by: 'U2', now: desk.now() })
    await digests.subscribe({ channel: ELSEWHERE, topic: 'border', schedule: SCHEDULE, by: 'U3', now: desk.now() })
    desk.moveTo(DUE)
    desk.fake.fatesIn.set('C1', [revoked])
    desk.fake.fatesIn.set('C2', [revoked])
    desk.fake.closedToPeople = true
    await desk.run(desk.boot(), 5)
    expect(desk.fake.standing.map(({ post }) => post.channel)).toEqual([ELSEWHERE])
    const paused = (await desk.stores.subscriptions.all()).filter((one) => one.paused)
    expect(paused.map(({ channel, pausedWhy }) => [channel.workspace, pausedWhy])).toEqual([
      ['T1', 'Slack no longer accepts my token'],
      ['T1', 'Slack no longer accepts my token'],
    ])
    // Nobody could be written to: each is told at the next question, once.
    const back = desk.boot()
    const [notice] = await back.untold(CHANNEL, 'U2')
    expect(notice?.words).toContain('Slack no longer accepts my token')
    await back.told(notice?.id ?? '', desk.now())
    expect(await back.untold(CHANNEL, 'U2')).toEqual([])
    back.connected('slack')
    await expect.poll(async () => (await desk.stores.subscriptions.all()).filter((one) => one.paused)).toEqual([])
    desk.moveTo('2026-11-23T01:30:00Z')
    await desk.run(desk.boot(), 2)
    expect(desk.fake.standing).toHaveLength(4)
  })

  it('believes a lack of permission only when it comes twice', async () => {
    const desk = await subscribed()
    const forbidden = {
      refused: 'Missing Access',
      refusal: { of: 'channel', why: 'I may no longer see the channel', isPassing: true },
    } as const
    desk.fake.fates.push(forbidden, 'posts', forbidden, forbidden)
    await desk.run(desk.boot(), 5)
    expect(await states(desk)).toEqual(['sent'])
    desk.moveTo('2026-11-23T01:30:00Z')
    await desk.run(desk.boot(), 5)
    expect(desk.fake.arrivals).toHaveLength(4)
    expect(await only(desk)).toMatchObject({ paused: true, pausedWhy: 'I may no longer see the channel' })
  })
})

describe('C18 · a later part is refused', () => {
  it('is said in the first part, once, also when that takes several tries and a crash', async () => {
    const desk = await subscribed({ parts: 3 })
    desk.fake.fates.push('posts', { refused: 'invalid_blocks', refusal: { of: 'message', why: 'x' } })
    const amend = desk.fake.amend
    const failing = with_(desk, { amend: async () => ({ kind: 'unknown', reason: 'down' }) })
    await desk.run(failing, 3)
    expect(await states(desk)).toEqual(['sent', 'dead: invalid_blocks', 'dead: earlier-part-failed'])
    expect(desk.fake.amended).toEqual([])
    await desk.run(with_(desk, amend ? { amend } : {}), 5)
    expect(desk.fake.amended).toEqual(['m1: The rest of this digest could not be posted here.'])
    expect(await only(desk)).toMatchObject({ paused: false })
    expect(desk.fake.told).toHaveLength(1)
  })
})

describe('C20 · nobody can say', () => {
  it('stays in doubt while looks fail, until its deadline, and is then counted and told', async () => {
    const desk = await subscribed()
    desk.fake.history = 'failing'
    desk.fake.fates.push('lost-request')
    const digests = desk.boot()
    await desk.run(digests, 6 * 60)
    expect(await states(desk)).toEqual(['unknown: reset'])
    await desk.run(digests, 60)
    expect(await states(desk)).toEqual(['dead: ambiguous'])
    expect(desk.fake.arrivals).toHaveLength(1)
    expect(await digests.counts()).toEqual({ twins: 0, ambiguous: 1 })
    expect(desk.fake.told).toEqual([
      'U1: The digest “The border” of 2026-11-22 could not be proven sent or unsent, so it was not sent again; it may be missing.',
    ])
  })

  it('is believed posted when that is proven after it was given up', async () => {
    const desk = await subscribed({ onAmbiguous: 'hold' })
    desk.fake.history = 'denied'
    desk.fake.fates.push('lost-answer')
    const digests = desk.boot()
    await desk.run(digests, 15)
    expect(await states(desk)).toEqual(['dead: ambiguous'])
    await digests.hear({ deliveryId: desk.fake.standing[0]?.post.deliveryId ?? '', channel: 'C1', messageId: 'm1' })
    expect(await states(desk)).toEqual(['sent'])
    expect((await desk.stores.memory.told('slack:T1:C1')).length).toBeGreaterThan(0)
  })

  it('is told to its owner when it was sent again and nobody can look whether both stand', async () => {
    const desk = await subscribed()
    desk.fake.history = 'denied'
    desk.fake.fates.push('lost-answer')
    await desk.run(desk.boot(), 25)
    expect(desk.fake.standing).toHaveLength(2)
    expect(desk.fake.told).toEqual([expect.stringContaining('it may stand twice')])
    expect(await desk.boot().counts()).toEqual({ twins: 0, ambiguous: 1 })
  })
})
