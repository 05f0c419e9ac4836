// Under which key it is kept what a subscription has told (pure).
import { channelKey } from '../domain/address.ts'
import type { Subscription } from '../domain/subscription.ts'

/** A channel's digests share what the channel was told; each watch remembers for itself what it has seen. */
export function memoryKeyOf({ kind, channel, id }: Pick<Subscription, 'kind' | 'channel' | 'id'>): string {
  return kind === 'watch' ? `${channelKey(channel)}/watch/${id}` : channelKey(channel)
}
