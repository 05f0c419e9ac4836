// Every module that can open a socket, by name: a new one has to be read, and to be written down here.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../../../../src')
const SOCKETS =
  /^(?:node:)?(?:https?|http2|net|tls|dgram|dns(?:\/promises)?|inspector|cluster|quic)$|^(?:undici|ws|openai|axios|got|node-fetch|superagent|eventsource|@slack\/(?!types)|@discordjs\/|discord\.js)/
const IMPORTS =
  /(?:import|export)\s+(type\s+)?([^'"]*?)\s*(?:from\s*)?['"]([^'"]+)['"]|(?:import|require|getBuiltinModule)\(\s*['"]([^'"]+)['"]/g
const GLOBALS = /(?<![.\w'"`])(?:fetch\(|WebSocket\b|EventSource\b|XMLHttpRequest\b|WebSocketStream\b)|globalThis\.fetch/
/** Names of these packages that are words, kinds of error, or makers of plain data. */
const INERT =
  /^type |(?:Error|Style|Type|Types|Flags|Bits|Builder|Level)$|^(?:Events|RESTEvents|Collection|Routes|Options|Partials|isIP|isIPv4|isIPv6|BlockList|SocketAddress)$/

/** What a module can open a socket with: imports that are more than inert, and globals called. */
function waysOut(text: string): readonly string[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const imported = [...code.matchAll(IMPORTS)].flatMap(([, type, names = '', from, called]) => {
    const module = from ?? called ?? ''
    if (type !== undefined || !SOCKETS.test(module)) return []
    const named = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
    const taken = named
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !INERT.test(name))
    return taken === undefined ? [module] : taken.map((name) => `${module} ${name}`)
  })
  return [...new Set([...imported, ...(GLOBALS.test(code) ? ['fetch'] : [])])].sort()
}

/** Module → what it opens sockets with; what its sockets are for stands above it. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  // whatever came from outside: feeds and pages, through the guard
  'adapters/sources/dial-system.ts': ['node:dns Resolver', 'node:dns promises as dns', 'node:net connect'],
  'adapters/sources/dial.ts': ['node:tls connect as connectTls'],
  'adapters/sources/guarded-fetch-hop.ts': ['node:http request'],
  // the operator's proxy, from .env
  'adapters/sources/dial-proxy.ts': ['node:http request', 'node:net connect as connectTcp', 'node:tls connect as connectTls'],
  // the operator's model server
  'adapters/models/capped-fetch.ts': ['fetch'],
  'adapters/models/embeddings.ts': ['openai'],
  'adapters/models/openai.ts': ['openai'],
  // Slack and Discord
  'adapters/platforms/discord/bot.ts': ['discord.js Client', 'discord.js REST'],
  'adapters/platforms/discord/gateway.ts': ['discord.js SimpleIdentifyThrottler', 'discord.js SimpleShardingStrategy'],
  'adapters/platforms/discord/http-replies.ts': ['discord.js DefaultRestOptions'],
  'adapters/platforms/discord/transport.ts': [
    'node:http Agent as HttpAgent',
    'node:http request as httpRequest',
    'node:https Agent as HttpsAgent',
    'node:https request as httpsRequest',
  ],
  'adapters/platforms/slack/check.ts': ['@slack/web-api WebClient'],
  'adapters/platforms/slack/door.ts': ['@slack/bolt HTTPReceiver'],
  'adapters/platforms/slack/install.ts': ['@slack/web-api WebClient'],
  'adapters/platforms/slack/slack.ts': ['@slack/bolt App'],
  'adapters/platforms/slack/socket-links.ts': ['@slack/bolt SocketModeReceiver'],
  'adapters/platforms/slack/teams.ts': ['@slack/web-api WebClient', 'fetch'],
  'adapters/platforms/slack/transport.ts': ['node:http request as requestHttp', 'node:https request as requestHttps'],
  // what the doctor asks: the platforms' clocks, the public address, the health port, each from .env
  'adapters/operating/ask-address.ts': ['fetch'],
  // those that listen, and dial nobody
  'adapters/operating/health-server.ts': ['node:http createServer'],
  'adapters/platforms/http-edge.ts': ['node:http createServer'],
  'adapters/platforms/web/public-reader.ts': ['node:http createServer'],
  'adapters/platforms/web/web-desk.ts': ['node:http createServer'],
}

describe('modules that open sockets', () => {
  const found = Object.fromEntries(
    globSync('**/*.ts', { cwd: SRC })
      .map((file) => [file, waysOut(readFileSync(join(SRC, file), 'utf8'))] as const)
      .filter(([, ways]) => ways.length > 0),
  )

  it('are those that are known, with what is known of them', () => expect(found).toEqual(KNOWN))

  it('are seen whichever way they are written', () => {
    for (const line of [
      "import { connect } from 'node:net'",
      "import net from 'net'",
      "import * as https from 'node:https'",
      "import 'undici'",
      "export { request } from 'node:http'",
      "import { type Socket, connect } from 'node:net'",
      "const { connect } = await import('node:tls')",
      "process.getBuiltinModule('node:net')",
      "import OpenAI, { APIError } from 'openai'",
      'await fetch(url)',
      'new WebSocket(url)',
      'const send = globalThis.fetch',
    ])
      expect(waysOut(line), line).not.toEqual([])
    for (const line of [
      "import type { Socket } from 'node:net'",
      "import { type Server } from 'node:http'",
      'source.fetch(url)',
      '// fetch(url)',
      "import { setTimeout } from 'node:timers'",
    ])
      expect(waysOut(line), line).toEqual([])
  })
})
