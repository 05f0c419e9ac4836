// What the one who made a subscription is told, once: that it was paused and why, or that a digest of it is in doubt.
import { derivedId } from '../base/hash.ts'
import { channelKey, type PlatformName, workspaceKey } from '../domain/address.ts'
import type { Subscription } from '../domain/subscription.ts'
import type { OpenDelivery } from '../ports/delivery-log.ts'
import type { Refusal } from '../ports/platform.ts'
import type { Delivering } from './deliver.ts'
import type { DigestDeps } from './digest.ts'

const TITLES: Readonly<Partial<Record<PlatformName, string>>> = { slack: 'Slack', discord: 'Discord' }

/** Why what a token reached is paused; what bears it goes on by itself once a token is accepted again. */
function tokenWhy(platform: PlatformName): string {
  return `${TITLES[platform] ?? platform} no longer accepts my token`
}

/** Pauses what the refusal reaches, and leaves a word for each who made one of them. Called inside a transaction; how many it paused. */
export async function pauseFor(delivery: OpenDelivery, refusal: Refusal, delivering: Delivering): Promise<number> {
  const { subscriptions } = delivering.deps
  const { channel } = delivery
  const isReached = (one: Subscription): boolean => {
    if (one.channel.platform !== channel.platform) return false
    if (refusal.of === 'token') return true
    return one.channel.workspace === channel.workspace && (refusal.of === 'workspace' || one.channel.channel === channel.channel)
  }
  // Read again: somebody may have changed or removed one while the post was under way, or another refusal have paused them all.
  const ofChannel = await subscriptions.ofChannel(channel)
  if (ofChannel.find(({ id }) => id === delivery.occurrence.subscriptionId)?.paused) return 0
  const all = refusal.of === 'channel' ? ofChannel : await subscriptions.all()
  const why = refusal.of === 'channel' ? refusal.why : tokenWhy(channel.platform)
  const reached = all.filter((one) => !one.paused && isReached(one))
  for (const one of reached) await subscriptions.save({ ...one, version: one.version + 1, paused: true, pausedWhy: why })
  for (const own of Map.groupBy(reached, (one) => `${channelKey(one.channel)}/${one.createdBy}`).values()) {
    const [first] = own
    if (first === undefined) continue
    const { topicNamed } = delivering.deps
    const titles = own.map(({ topic, channel }) => `“${topicNamed(topic, workspaceKey(channel)).title}”`).join(' and ')
    const mend =
      refusal.of === 'channel'
        ? ' To go on, mend that and write in that channel: /brief resume, with its topic.'
        : ' It goes on by itself once that is mended.'
    const are = own.length === 1 ? 'The digest' : 'The digests'
    const words = `${are} ${titles} ${own.length === 1 ? 'is' : 'are'} paused, because ${why}.${mend}`
    await notify(first, words, delivering, own.map(({ id, version }) => `${id}/${version}`).join(' '))
  }
  return reached.length
}

/** What a refused token paused goes on, owing nothing of the time between. */
export async function resumeAll(platform: PlatformName, { subscriptions, transact, clock, log }: DigestDeps): Promise<void> {
  const resumed = await transact(async () => {
    const paused = (await subscriptions.all()).filter((one) => one.channel.platform === platform && one.pausedWhy === tokenWhy(platform))
    for (const one of paused) {
      await subscriptions.save({ ...one, version: one.version + 1, paused: false, pausedWhy: null, createdAt: clock.now().toString() })
    }
    return paused.length
  })
  if (resumed > 0) log.info('digests resumed, the token is accepted again', { platform, resumed })
}

/** `missing`: given up without proof; `double`: sent again without proof, and nobody can look whether both stand. */
export async function notifyAmbiguous(delivery: OpenDelivery, may: 'missing' | 'double', delivering: Delivering): Promise<void> {
  const said =
    may === 'missing'
      ? 'could not be proven sent or unsent, so it was not sent again; it may be missing'
      : 'was sent again because nobody could say whether it had been posted; it may stand twice'
  await notifyOf(delivery, (title, day) => `The digest “${title}” of ${day} ${said}.`, may, delivering)
}

export async function notifyUnpostable(delivery: OpenDelivery, why: string, delivering: Delivering): Promise<void> {
  await notifyOf(delivery, (title, day) => `The digest “${title}” of ${day} could not be posted, because ${why}.`, 'unpostable', delivering)
}

async function notifyOf(
  { id, occurrence }: OpenDelivery,
  words: (title: string, day: string) => string,
  about: string,
  delivering: Delivering,
): Promise<void> {
  const subscription = delivering.subscription(occurrence.subscriptionId)
  if (subscription === undefined) return
  const title = delivering.deps.topicNamed(subscription.topic, workspaceKey(subscription.channel)).title
  await notify(subscription, words(title, occurrence.localDate), delivering, `${id}/${about}`)
}

async function notify({ channel, createdBy: person }: Subscription, words: string, { deps }: Delivering, about: string): Promise<void> {
  const id = derivedId('n', channelKey(channel), person, about)
  await deps.aftercare.notify({ id, channel, person, words, at: deps.clock.now().toString() })
}
