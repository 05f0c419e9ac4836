// Slack's files and canvases: an address for bytes, the bytes, the message that has them; each refusing what Slack refuses.
import type { Answer } from './web-api.ts'
import type { Fields, Workspace } from './workspace.ts'

/** Null for a method of other things. `origin`: where the fake listens. */
export function answerFilesCall(workspace: Workspace, method: string, args: Fields, origin: string): Answer | null {
  const needed = method.startsWith('files.') ? 'files:write' : method.startsWith('canvases.') ? 'canvases:write' : null
  if (needed === null) return null
  if (!workspace.scopes.includes(needed)) return { ok: false, error: 'missing_scope', needed }
  switch (method) {
    case 'files.getUploadURLExternal':
      return uploadUrl(workspace, args, origin)
    case 'files.completeUploadExternal':
      return complete(workspace, args)
    case 'canvases.create':
      return createCanvas(workspace, args)
    case 'canvases.access.set':
      return setAccess(workspace, args)
    default:
      return null
  }
}

function uploadUrl(workspace: Workspace, args: Fields, origin: string): Answer {
  const length = Number(args['length'])
  if (typeof args['filename'] !== 'string' || args['filename'] === '') return { ok: false, error: 'invalid_arguments' }
  if (!(length > 0)) return { ok: false, error: 'file_upload_size_restricted' }
  const id = `F${workspace.nextSerial()}`
  workspace.files.set(id, { name: args['filename'], length })
  return { ok: true, upload_url: `http://${origin}/upload/${id}`, file_id: id }
}

/** The bytes; an HTTP status. */
export function upload(workspace: Workspace, id: string, bytes: Buffer): number {
  const file = workspace.files.get(id)
  if (file === undefined || file['length'] !== bytes.length) return 400
  workspace.files.set(id, { ...file, body: bytes.toString('utf8') })
  return 200
}

function complete(workspace: Workspace, args: Fields): Answer {
  const [first] = Array.isArray(args['files']) ? args['files'] : []
  const id = String(Object(first).id)
  const file = workspace.files.get(id)
  if (file === undefined || file['body'] === undefined) return { ok: false, error: 'file_not_found' }
  const closed = workspace.closedTo(args['channel_id'])
  if (closed !== null) return { ok: false, error: closed }
  workspace.files.set(id, { ...file, title: Object(first).title, channel: args['channel_id'], thread_ts: args.thread_ts })
  return { ok: true, files: [{ id }] }
}

function createCanvas(workspace: Workspace, args: Fields): Answer {
  const { type, markdown } = Object(args['document_content'])
  if (type !== 'markdown' || typeof markdown !== 'string') return { ok: false, error: 'canvas_creation_failed' }
  const id = `F0CANVAS${workspace.nextSerial()}`
  workspace.canvases.set(id, { title: args['title'], markdown })
  return { ok: true, canvas_id: id }
}

function setAccess(workspace: Workspace, args: Fields): Answer {
  const canvas = workspace.canvases.get(String(args['canvas_id']))
  const channels: readonly unknown[] = Array.isArray(args['channel_ids']) ? args['channel_ids'] : []
  if (canvas === undefined) return { ok: false, error: 'canvas_not_found' }
  const closed = channels.map((channel) => workspace.closedTo(channel)).find((error) => error !== null) ?? null
  if (closed !== null) return { ok: false, error: closed }
  workspace.canvases.set(String(args['canvas_id']), { ...canvas, channels, level: args['access_level'] })
  return { ok: true }
}
