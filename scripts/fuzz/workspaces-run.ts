// Several workspaces over one data file, each with words that only it may read; random commands of theirs, some of them meant to get at another's (from a seed).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { readConfig } from '../../src/config.ts'
import { type Channel, workspaceKey } from '../../src/domain/address.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Form } from '../../src/domain/form.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import { openProduct, type Product } from '../../src/main.ts'
import { type Random, randomOf } from '../bench/random.ts'

export type Leak = Readonly<{ sequence: number; workspace: string; said: string; found: string }>
export type Run = Readonly<{ sequences: number; commands: number; leaks: readonly Leak[] }>
/** `spilled`: the articles of workspaces are given to all, which must be seen. */
type Asked = Readonly<{
  count: number
  seed: number
  enough?: number
  spilled?: boolean
  onSequence?: (sequence: number, leaks: number) => void
}>

const PLACES: readonly Omit<Channel, 'channel'>[] = [
  { platform: 'slack', workspace: 'T1' },
  { platform: 'slack', workspace: 'T2' },
  { platform: 'slack', workspace: 'T11' },
  { platform: 'discord', workspace: 'T1' },
  { platform: 'discord', workspace: '22' },
  { platform: 'discord', workspace: 'dm:U1' },
]
/** The same names everywhere: nothing but the workspace keeps them apart. */
const CHANNELS = ['C1', 'C2']
const THREADS = ['1.1', '2.2']
const PEOPLE = ['U1', 'U2']
const THINGS = ['depot', 'harbour', 'convoy', 'ferry', 'granary', 'bridge']
const TOWNS = ['Zarnok', 'Velm', 'Ostrava', 'Brenna', 'Tallow', 'Odell']
const STOP_AT = 20
const REOPEN_EVERY = 400 // sequences: what is in memory goes, what is in the file stays

/** Words of a workspace that no other may be shown, by where they were put. */
const KINDS = ['article', 'topic', 'question', 'feedback', 'subscription'] as const
const LETTERS = 'bcdfghjklmnp'
const secretOf = (place: number, kind: number) => `Qanar${LETTERS[place]}${LETTERS[kind]}ix`

export async function crossReads({ count, seed, enough = STOP_AT, spilled = false, onSequence }: Asked): Promise<Run> {
  const dataDir = mkdtempSync(join(tmpdir(), 'workspaces-'))
  const random = randomOf(seed)
  const state = { now: Temporal.Instant.from('2026-11-20T08:00:00Z'), ids: [] as string[], commands: 0 }
  const open = () =>
    openProduct(readConfig({ LOG_LEVEL: 'silent', LIMIT_PERSON: '100000', LIMIT_CHANNEL: '100000' }, dataDir), { now: () => state.now })
  let product = await open()
  const leaks: Leak[] = []
  let sequence = 0
  try {
    await takeIn(product, dataDir, spilled)
    for (; sequence < count && leaks.length < enough; sequence += 1) {
      const steps = 1 + random.below(3)
      for (let step = 0; step < steps; step += 1)
        leaks.push(...(await oneCommand(product, random, state)).map((leak) => ({ ...leak, sequence })))
      state.now = state.now.add({ seconds: 20 })
      if (sequence % REOPEN_EVERY === REOPEN_EVERY - 1) {
        await product.close()
        product = await open()
      }
      onSequence?.(sequence, leaks.length)
    }
  } finally {
    await product.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { sequences: sequence, commands: state.commands, leaks }
}

/** Articles of every workspace under the same ids and about the same things, each with its own word; and some for all. */
async function takeIn(product: Product, dataDir: string, spilled: boolean): Promise<void> {
  const article = (n: number, word: string) => ({
    ...{
      id: `a${n}`,
      publisher: 'Hill Courier',
      url: `https://hill.example/${n}`,
      headline: `The ${THINGS[n]} of ${TOWNS[n]}`,
      publishedAt: '2026-11-19',
    },
    text: `The ${THINGS[n]} of ${TOWNS[n]} holds ${400 + n} sacks of rice, ${word} said on Thursday. ${n + 3} people fled ${TOWNS[n]} on 18 November 2026. It was ${word} who closed the ${THINGS[n]}.`,
  })
  const write = (name: string, word: string, ids: readonly number[]) => {
    const path = join(dataDir, `${name}.jsonl`)
    writeFileSync(path, ids.map((n) => JSON.stringify(article(n, word))).join('\n'))
    return folderSource(path)
  }
  await product.ingest.takeIn(write('operator', 'Everyman', [4, 5]), OPERATOR)
  for (const [at, place] of PLACES.entries()) {
    const key = `${place.platform}:${place.workspace}`
    await product.ingest.takeIn(write(`p${at}`, secretOf(at, 0), [0, 1, 2, 3]), spilled ? OPERATOR : key)
  }
}

type State = { now: Temporal.Instant; ids: string[]; commands: number }

async function oneCommand(product: Product, random: Random, state: State): Promise<readonly Omit<Leak, 'sequence'>[]> {
  const at = random.below(PLACES.length)
  const place = PLACES[at]
  if (place === undefined) return []
  const channel = { ...place, channel: random.pick(CHANNELS) }
  const text = random.pick(SAYINGS)(random, at, state)
  const inbound = inboundOf(channel, text, random, state)
  state.commands += 1
  const shown: string[] = []
  const keep = async (told: Document | Form) => {
    shown.push(JSON.stringify(told))
  }
  await product.chat.handle(inbound, {
    progress: async () => {},
    finish: async (document) => {
      await keep(document)
      return { thread: inbound.kind === 'message' ? inbound.thread : random.pick(THREADS) }
    },
    whisper: keep,
    announce: async (document) => {
      await keep(document)
      return { kind: 'posted', messageId: random.pick(THREADS) }
    },
    form: async (form) => {
      await keep(form)
      return true
    },
  })
  const seen = shown.join('\n')
  state.ids.push(...(seen.match(/\br_[0-9a-f]{16}\b|\bsub_\w+\b/g) ?? []))
  if (state.ids.length > 500) state.ids.splice(0, 250)
  const others = PLACES.flatMap((_, other) => (other === at ? [] : KINDS.map((__, kind) => secretOf(other, kind))))
  const workspace = workspaceKey(channel)
  return others.filter((word) => seen.toLowerCase().includes(word.toLowerCase())).map((found) => ({ workspace, said: text, found }))
}

function inboundOf(channel: Channel, text: string, random: Random, { commands }: State): Inbound {
  const base = { id: `e${commands}`, channel, person: { id: random.pick(PEOPLE), timeZone: null }, text, mayManage: random.chance(0.8) }
  const fields = random.chance(0.05)
    ? { fields: { name: 'rice', about: 'rice', aliases: '', question: 'who fled?', words: '', reason: 'other' } }
    : {}
  if (random.chance(0.5)) return { ...base, kind: 'command', ...fields }
  return { ...base, kind: 'message', thread: random.pick(THREADS), addressed: random.chance(0.9) }
}

type Saying = (random: Random, at: number, state: State) => string

/** An id that anybody was shown, of whatever workspace. */
const anyId = (random: Random, { ids }: State, kind: string) =>
  random.pick([`${kind}_0123456789abcdef`, ...ids.filter((id) => id.startsWith(kind))])
const own = (at: number, kind: (typeof KINDS)[number]) => secretOf(at, KINDS.indexOf(kind))
const topicName = (random: Random) => random.pick(['rice', 'water', 'roads'])
const about = (random: Random) => {
  const n = random.below(THINGS.length)
  return random.pick([`the ${THINGS[n]} of ${TOWNS[n]}`, TOWNS[n] ?? '', 'sacks of rice', 'people who fled'])
}

const SAYINGS: readonly Saying[] = [
  // What leaves words behind.
  (random, at) => `topics add ${topicName(random)} (${own(at, 'topic')}): rice, water and roads of ${own(at, 'topic')}`,
  (random, at) => `topics edit ${topicName(random)}: what ${own(at, 'topic')} says of ${about(random)}`,
  (random, at) => `what did ${own(at, 'question')} say of ${about(random)}?`,
  (_, at) => `privately who is ${own(at, 'question')}?`,
  (_, at) => `feedback a figure is wrong: ${own(at, 'feedback')}`,
  (random, at) => `subscribe "who is ${own(at, 'subscription')} of ${about(random)}?" daily 08:00 Asia/Yangon`,
  (_, at) => `watch "where is ${own(at, 'subscription')}?"`,
  // What reads.
  (random) => `what of ${about(random)}?`,
  (random) => `who closed ${about(random)}?`,
  (random) => `how many sacks of rice does ${about(random)} hold?`,
  (random) => `${topicName(random)} since Monday`,
  topicName,
  (random) => `timeline ${random.pick(['', topicName(random), about(random)])}`,
  (random) => `disputes ${random.pick(['', topicName(random)])}`,
  (random) => `digest ${random.pick(['', topicName(random), 'border'])}`,
  (random) => `new ${topicName(random)}`,
  (random) => `preview ${topicName(random)}`,
  () => 'topics',
  () => 'sources',
  () => 'status',
  () => 'home',
  () => 'subscriptions',
  () => 'settings',
  () => 'why',
  () => 'help',
  // In a thread whose name others have too.
  () => 'quotes',
  () => 'quote 1',
  () => 'sources of this',
  () => 'who said that?',
  () => 'what changed?',
  () => 'what about casualties?',
  () => 'and there?',
  () => 'what do the others say?',
  () => 'why 1',
  // By an id that another may own.
  (random, _, state) => `share ${anyId(random, state, 'r')}`,
  (random, _, state) => `re ${anyId(random, state, 'r')} ${random.pick(['quotes', 'quote 1', 'and there?', ''])}`.trim(),
  (random, _, state) => `feedback ${random.pick(['good', 'bad'])} ${anyId(random, state, 'r')}`,
  (random, _, state) => `${random.pick(['pause', 'resume', 'change', 'unsubscribe', 'preview'])} id:${anyId(random, state, 'sub')}`,
  (random) => `topics ${random.pick(['edit', 'remove'])} ${topicName(random)}`,
  (random) => `${random.pick(['subscribe', 'watch'])} ${topicName(random)} daily 08:00 Asia/Yangon`,
  (random) => `unsubscribe ${topicName(random)}`,
  (random) => (random.chance(0.1) ? 'forget me yes' : 'forget me'),
]
