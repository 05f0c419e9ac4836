// A connection to the gateway that stays ended once it was ended: the library alone connects again what was ended while it connected, and may fall over it.
import { type IShardingStrategy, SimpleShardingStrategy } from 'discord.js'

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0]

/** The library's own way to keep its connections. What it would begin after they were ended waits for ever, for each begins by looking for a session to resume. */
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
