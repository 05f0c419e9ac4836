// What the gateway would have told before an interaction, asked for where it is not known: whether the bot is in that server, and in what a thread hangs.
import { type APIInteraction, type Client, DiscordAPIError } from 'discord.js'

const KNOWN_WITHIN_MS = 1_000 // of Discord's three seconds: what is not known by then is taken for the common case
const THREADS: ReadonlySet<number> = new Set([10, 11, 12])
const FAR_KEPT = 1_000
const FAR_FOR_MS = 60_000

export type Surroundings = Readonly<{ learn: (interaction: APIInteraction, nowMs: number) => Promise<APIInteraction> }>

/** `entered`: told once of each server that the bot was not known to be in. */
export function createSurroundings(client: Client, entered: (guildId: string) => void): Surroundings {
  const far = new Map<string, number>() // servers that Discord says we are not in, and until when we believe it

  async function learnServer(guildId: string, isInstalled: boolean, nowMs: number): Promise<void> {
    const { cache } = client.guilds
    // Used there by the install of a person alone: it was never in that server, or was removed.
    if (!isInstalled) return void cache.delete(guildId)
    if (cache.has(guildId) || (far.get(guildId) ?? 0) > nowMs) return
    try {
      await client.guilds.fetch(guildId)
      far.delete(guildId)
      entered(guildId)
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error
      far.set(guildId, nowMs + FAR_FOR_MS)
      const [oldest] = far.keys()
      if (far.size > FAR_KEPT && oldest !== undefined) far.delete(oldest)
    }
  }

  return {
    learn: async (interaction, nowMs) => {
      const { guild_id: guildId, channel } = interaction
      if (guildId === undefined || channel === undefined) return interaction
      const isInstalled = interaction.authorizing_integration_owners[0] === guildId
      const parent = 'parent_id' in channel && THREADS.has(channel.type) ? channel.parent_id : null
      const learning = learnServer(guildId, isInstalled, nowMs).then(async () => {
        if (parent != null && client.guilds.cache.has(guildId)) await client.channels.fetch(parent)
      })
      await Promise.race([learning.catch(() => undefined), pause(KNOWN_WITHIN_MS)])
      // Of the channel Discord may tell only in part, and whose it is not.
      return { ...interaction, channel: { ...channel, guild_id: guildId } } as APIInteraction
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
