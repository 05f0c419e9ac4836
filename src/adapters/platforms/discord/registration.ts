// Registers the commands, and writes only what differs from what Discord holds.
import { type Client, Routes } from 'discord.js'
import { z } from 'zod'
import type { Log } from '../../../base/log.ts'
import type { DiscordConfig } from './bot.ts'
import { commandsFor, type Install, INSTALLS, type MainTopic } from './commands.ts'
import { causeOf } from './surface.ts'

const Held = z.array(z.looseObject({ type: z.number().default(1), name: z.string() }))
type Wanted = readonly Readonly<Record<string, unknown>>[]

const Application = z.object({ integration_types_config: z.record(z.string(), z.unknown()).nullish() })

const FEW_GUILDS = 10 // servers whose own copy of the commands is looked for at each start
const ENTRY_POINT = 4 // made by Discord for an app with activities, and refused to be removed in bulk
const COMPARED = new Set(
  'type name name_localizations description description_localizations options required autocomplete max_length choices value'.split(' '),
)

/** A fault leaves the bot running with the commands there are. */
export async function register(client: Client, config: DiscordConfig, main: MainTopic | null, log: Log): Promise<void> {
  const applicationId = client.application?.id ?? client.user?.id ?? ''
  const everywhere = Routes.applicationCommands(applicationId)
  const inGuild = (id: string) => Routes.applicationGuildCommands(applicationId, id)
  try {
    if (config.guildId == null) {
      await write(client, everywhere, commandsFor(await installsOf(client), main), log)
      // A server where they were tried out would show each of them twice.
      const few = client.guilds.cache.size <= FEW_GUILDS ? [...client.guilds.cache.keys()] : []
      for (const id of few) await write(client, inGuild(id), [], log)
    } else {
      await write(client, inGuild(config.guildId), commandsFor(null, main), log)
      await write(client, everywhere, [], log)
    }
  } catch (error) {
    log.error('discord commands could not be registered: check that the bot was added with the applications.commands scope', {
      cause: causeOf(error),
    })
  }
}

/** What its owner ticked in the developer portal; both where Discord does not say. */
async function installsOf(client: Client): Promise<readonly Install[]> {
  const offered = Application.parse(await client.rest.get(Routes.currentApplication())).integration_types_config
  const all = Object.values(INSTALLS)
  const ticked = all.filter((install) => offered?.[String(install)] !== undefined)
  return ticked.length > 0 ? ticked : all
}

async function write(client: Client, route: `/${string}`, wanted: Wanted, log: Log): Promise<void> {
  // Without this Discord leaves the translations out of what it tells.
  const held = Held.parse(await client.rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) }))
  if (sameCommands(held, wanted)) return
  const kept = held.filter(({ type }) => type === ENTRY_POINT)
  await client.rest.put(route, { body: [...wanted, ...kept] })
  log.info('discord commands registered', { commands: wanted.length, everywhere: !route.includes('/guilds/') })
}

/** Whether what Discord holds is what we would write, in any order and whatever it adds of its own. */
export function sameCommands(held: Wanted, wanted: Wanted): boolean {
  const ours = held.filter(({ type }) => type !== ENTRY_POINT)
  return ours.length === wanted.length && wanted.every((want) => ours.some((have) => isSame(have, want)))
}

/** Where a command can be used is compared only where we say so: in one server it is not for us to say. */
function isSame(have: Wanted[number], want: Wanted[number]): boolean {
  const places = ['integration_types', 'contexts'].filter((key) => want[key] !== undefined)
  return textOf(essence(have)) === textOf(essence(want)) && places.every((key) => textOf(sorted(have[key])) === textOf(sorted(want[key])))
}

const textOf = (value: unknown) => JSON.stringify(value)
const sorted = (list: unknown) => (Array.isArray(list) ? [...list].sort() : null)

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence)
  if (typeof value !== 'object' || value === null) return value
  const isNothing = (v: unknown) => v === null || v === false || v === '' || (Array.isArray(v) && v.length === 0)
  const kept = Object.entries(value).filter(([key, v]) => (COMPARED.has(key) || /^zh-/.test(key)) && !isNothing(v))
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, essence(v)]))
}
