// Without the gateway nobody says that the bot was removed from a server: once an hour it is looked for which ones it is still in.
import { type Client, Routes } from 'discord.js'
import { z } from 'zod'
import type { Log } from '../../../base/log.ts'
import { causeOf } from './surface.ts'

const HOUR_MS = 3_600_000
const PAGE = 200 // Discord: servers in one answer
const MOST_PAGES = 100
const Servers = z.array(z.object({ id: z.string().regex(/^\d+$/) }))

export type Rounds = Readonly<{ end: () => void }>

/** `forgetLeft`: called each time, with no server held for known that Discord does not name. */
export function goRounds({ client, log, forgetLeft, everyMs = HOUR_MS }: RoundsOptions): Rounds {
  const round = async () => {
    try {
      const standing = await serversOf(client)
      if (standing === null) return
      for (const id of [...client.guilds.cache.keys()]) if (!standing.has(id)) client.guilds.cache.delete(id)
      await forgetLeft()
    } catch (error) {
      log.warn('servers could not be listed', { cause: causeOf(error) })
    }
  }
  const timer = setInterval(() => void round(), everyMs).unref()
  return { end: () => clearInterval(timer) }
}

export type RoundsOptions = Readonly<{ client: Client; log: Log; forgetLeft: () => Promise<void>; everyMs: number | undefined }>

/** Null where there are more than can be listed. */
async function serversOf(client: Client): Promise<ReadonlySet<string> | null> {
  const found = new Set<string>()
  for (let page = 0, after = '0'; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), after })
    const servers = Servers.parse(await client.rest.get(Routes.userGuilds(), { query }))
    for (const { id } of servers) found.add(id)
    if (servers.length < PAGE) return found
    after = servers.at(-1)?.id ?? after
  }
  return null
}
