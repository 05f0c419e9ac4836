// A briefing to keep, in Slack: a file, or a canvas that the channel may read; without the scope, one sentence with the mend.
import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import { z } from 'zod'
import { BorderBriefError } from '../../../base/error.ts'
import type { Export } from '../../../domain/export.ts'
import type { Surface } from '../../../ports/platform.ts'
import { refusalHint } from './refusals.ts'
import { slackMessages } from './blocks.ts'
import type { Seat } from './seat.ts'
import { postOnce } from './transport.ts'
import type { Place } from './voice.ts'

type Outcome = Awaited<ReturnType<NonNullable<Surface['export']>>>

const MOST_BYTES = 1024 * 1024 // a briefing has some ten thousand
const SCOPE = { file: 'files:write', canvas: 'canvases:write' } as const

/** Hands it over in the place it was asked for. Throws BorderBriefError when Slack does not take it, for no reason a person could mend. */
export async function exportTo(seat: Seat, place: Place, made: Export): Promise<Outcome> {
  const kind = made.form === 'canvas' ? 'canvas' : 'file'
  if (seat.identity.scopes?.includes(SCOPE[kind]) === false) return { kind: 'refused', hint: missing(kind) }
  if (Buffer.byteLength(made.text) > MOST_BYTES) return { kind: 'refused', hint: 'That is too long for one file: ask for less at once.' }
  try {
    await (kind === 'canvas' ? asCanvas(seat, place, made) : asFile(seat.client, place, made))
    return { kind: 'posted' }
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw untaken(error)
    const reason = error.data.error
    if (reason === 'missing_scope') return { kind: 'refused', hint: missing(kind) }
    if (REFUSED.has(reason)) return { kind: 'refused', hint: refusalHint(reason, seat.identity.name) }
    if (kind === 'canvas' && /^canvas_disabled|^free_team|not_allowed/.test(reason))
      return { kind: 'refused', hint: 'This workspace does not let me make canvases: write “export” for a file.' }
    throw untaken(error)
  }
}

const REFUSED: ReadonlySet<string> = new Set(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'])

const missing = (kind: 'file' | 'canvas') =>
  `I was not granted the scope ${SCOPE[kind]}: ask whoever installed me to add it, with “slack-manifest --export”; until then the answer can be copied as it stands.`

const untaken = (cause: unknown) =>
  new BorderBriefError('slack-unsaid', 'Slack did not take the file; please ask again in a minute.', { cause, retryable: true })

const Upload = z.object({ upload_url: z.url({ protocol: /^https?$/ }), file_id: z.string() })

/** Slack's own order: an address for the bytes, the bytes, and then the message that has the file. */
async function asFile(client: WebClient, { channel, thread }: Place, { name, title, text }: Export): Promise<void> {
  const bytes = Buffer.byteLength(text)
  const asked = Upload.parse(await client.files.getUploadURLExternal({ filename: name, length: bytes }))
  const sent = await postOnce({ url: asked.upload_url, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text })
  if (sent.kind !== 'reply' || sent.status !== 200) throw new Error('upload not taken')
  const files: [{ id: string; title: string }] = [{ id: asked.file_id, title }]
  const into = thread === null ? { channel_id: channel } : { channel_id: channel, thread_ts: thread }
  await client.files.completeUploadExternal({ files, ...into })
}

const Created = z.object({ canvas_id: z.string() })

async function asCanvas({ client, voice, identity }: Seat, place: Place, { title, text }: Export): Promise<void> {
  const content = { type: 'markdown' as const, markdown: text }
  const { canvas_id: id } = Created.parse(await client.canvases.create({ title, document_content: content }))
  await client.canvases.access.set({ canvas_id: id, access_level: 'read', channel_ids: [place.channel] })
  const url = identity.site === null ? null : URL.parse(`docs/${identity.team}/${id}`, identity.site)
  const link = url === null ? ({ kind: 'text', text: title } as const) : ({ kind: 'link', text: title, url: url.href } as const)
  const words = { kind: 'text', text: 'The briefing as a canvas: ' } as const
  const [message] = slackMessages({ preview: `The briefing as a canvas: ${title}`, nodes: [{ kind: 'paragraph', inlines: [words, link] }] })
  const told = await voice.say(place, message)
  if (told.kind !== 'sent') throw new Error('canvas not told of')
}
