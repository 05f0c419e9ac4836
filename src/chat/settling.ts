// What a workspace settles for its digests: shown to everybody, changed by its admins.
import { workspaceKey } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { WorkspaceSettings } from '../domain/workspace-settings.ts'
import { renderSettings } from '../render/render.ts'
import { hindranceToSettle } from './chosen.ts'
import { type Asking, aside, notice, type Reply } from './reply.ts'

export async function settings(change: Partial<WorkspaceSettings> | null, inbound: Inbound, asking: Asking): Promise<Reply> {
  const { deps, channel, settled } = asking
  const defaults = { subscribers: deps.subscribers ?? ('members' as const), ownZone: inbound.person.timeZone, platform: channel.platform }
  if (change === null) return aside(renderSettings({ settled, ...defaults, changed: false }))
  const hindrance = hindranceToSettle(inbound)
  if (hindrance !== null) return notice(hindrance)
  const now = await deps.workspaceSettings.change(workspaceKey(channel), change)
  return aside(renderSettings({ settled: now, ...defaults, changed: true }))
}
