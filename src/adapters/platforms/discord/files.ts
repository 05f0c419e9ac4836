// A briefing to keep, as a file under a line that says what it is (pure).
import type { Export } from '../../../domain/export.ts'
import { type Container, type DiscordMessage, sentenceMessage } from './components.ts'

const MOST_BYTES = 1024 * 1024 // a briefing has some ten thousand; Discord takes ten times as much

/** What Discord uploads beside a message, and shows where the message names it. */
export type Upload = Readonly<{ name: string; data: Buffer; contentType: string }>
type Shown = Readonly<{ type: 13; file: Readonly<{ url: string }> }>
export type FileMessage = Omit<DiscordMessage, 'components'> & Readonly<{ components: readonly [Container, Shown] }>
export type Handed = Readonly<{ page: FileMessage; upload: Upload }>

/** Why it cannot be handed over, in one sentence; else the message with its file. */
export function handedOver({ form, name, title, text }: Export): Handed | string {
  if (form === 'canvas') return 'Discord has no canvases: write “export” for a file.'
  const data = Buffer.from(text)
  if (data.length > MOST_BYTES) return 'That is too long for one file: ask for less at once.'
  const page = sentenceMessage(title)
  const contentType = `${form === 'html' ? 'text/html' : 'text/markdown'}; charset=utf-8`
  return {
    page: { ...page, components: [page.components[0], { type: 13, file: { url: `attachment://${name}` } }] },
    upload: { name, data, contentType },
  }
}
