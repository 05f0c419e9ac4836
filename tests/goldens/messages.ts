// The eight messages that people see most, as the whole product makes them of a few made-up articles, for each platform.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Document } from '../../src/domain/document.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import { openProduct } from '../../src/main.ts'
import type { Surface } from '../../src/ports/platform.ts'

export const MESSAGES = {
  briefing: 'flood',
  dispute: 'how many people died in the flood?',
  refusal: 'Who owns the harbour of Odell?',
  stale: 'What is the price of rice now?',
  digest: 'digest flood',
  subscribed: 'subscribe flood weekdays 08:00 Asia/Yangon',
  sources: 'sources',
  help: 'help',
} as const
export type Name = keyof typeof MESSAGES
export const NAMES = Object.keys(MESSAGES) as readonly Name[]
const TOPIC = 'topics add flood (Sarn, Lower Brenna): Flood of the Sarn in Lower Brenna: who died or fled, and what is being done?'
const NOW = '2026-11-21T18:00:00Z'

/** Each message before any platform, as somebody of a workspace of that platform is told it. */
export async function documentsOn(platform: 'slack' | 'discord'): Promise<ReadonlyMap<Name, Document>> {
  const product = await openProduct(readConfig({ LOG_LEVEL: 'silent' }, mkdtempSync(join(tmpdir(), 'goldens-'))), fixedClock(NOW))
  try {
    await product.ingest.takeIn(folderSource(join(import.meta.dirname, 'articles.jsonl')), OPERATOR)
    const say = async (text: string): Promise<Document> => {
      const said: Document[] = []
      await product.chat.handle(inboundOf(platform, text), surfaceOver(said))
      const [only] = said
      if (only === undefined || said.length > 1) throw new Error(`${said.length} messages for ${text}`)
      return only
    }
    await say(TOPIC)
    const told = new Map<Name, Document>()
    for (const name of NAMES) told.set(name, sameIds(await say(MESSAGES[name])))
    return told
  } finally {
    await product.close()
  }
}

function inboundOf(platform: 'slack' | 'discord', text: string): Inbound {
  const channel = { platform, workspace: platform === 'slack' ? 'T1' : '10', channel: platform === 'slack' ? 'C1' : '20' }
  return { kind: 'command', id: text, channel, person: { id: 'U1', timeZone: null }, text, mayManage: true }
}

function surfaceOver(said: Document[]): Surface {
  return {
    progress: async () => {},
    finish: async (document) => {
      said.push(document)
      return { thread: '1.1' }
    },
    whisper: async (document) => {
      said.push(document)
    },
    announce: async (document) => {
      said.push(document)
      return { kind: 'posted', messageId: '1.1' }
    },
  }
}

/** Ids of answers and subscriptions are made by chance. */
function sameIds(document: Document): Document {
  const text = JSON.stringify(document).replace(/\br_[0-9a-f]{16}\b/g, 'r_0123456789abcdef')
  const parsed: Document = JSON.parse(text)
  return parsed
}
