// How the gateway is connected to: the library's own way, but for what it would do on a connection that has ended meanwhile.
import { type IIdentifyThrottler, type IShardingStrategy, SimpleIdentifyThrottler, SimpleShardingStrategy } from 'discord.js'

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0]

/** What would begin after all connections were ended waits for ever, for each begins by looking for a session to resume: the library alone connects again what was ended while it connected. */
export function endingForGood(manager: Manager): IShardingStrategy {
  const { options } = manager
  const { retrieveSessionInfo } = options
  const destroy = manager.destroy.bind(manager)
  let isOver = false
  options.retrieveSessionInfo = (shard) => (isOver ? new Promise(() => {}) : retrieveSessionInfo(shard))
  manager.destroy = (how) => {
    isOver = true
    return destroy(how)
  }
  return new SimpleShardingStrategy(manager)
}

/** Some seconds lie between two identifications; the library alone makes one it waited for on whatever connection there is by then, which falls over one that only opens. */
export async function throttled(manager: Manager): Promise<IIdentifyThrottler> {
  const { session_start_limit: limit } = await manager.fetchGatewayInformation()
  return whileItStands(new SimpleIdentifyThrottler(limit.max_concurrency))
}

/** Rejects when the connection that waited has ended meanwhile. */
export function whileItStands(throttler: IIdentifyThrottler): IIdentifyThrottler {
  return {
    waitForIdentify: async (shard, signal) => {
      await throttler.waitForIdentify(shard, signal)
      signal.throwIfAborted()
    },
  }
}
