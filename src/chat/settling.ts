// What a workspace settles for its digests: shown to everybody, changed by its admins.
import { workspaceKey } from '../domain/address.ts'
import { renderSettings } from '../render/render.ts'
import { hindranceToSettle } from './chosen.ts'
import { type Asking, aside, notice, type Reply } from './reply.ts'
import { settingsByForm } from './settings-form.ts'
import type { SubscriptionCommand } from './subscription-command.ts'
import type { Said } from './subscription-replies.ts'

type Change = Extract<SubscriptionCommand, { kind: 'settings' }>['change']

/** Null when the form is open. */
export async function settings(change: Change, said: Said, asking: Asking): Promise<Reply | null> {
  const { inbound } = said
  const { deps, channel, settled } = asking
  const hindrance = hindranceToSettle(inbound)
  const defaults = {
    subscribers: deps.subscribers ?? ('members' as const),
    ownZone: inbound.person.timeZone,
    platform: channel.platform,
    editable: asking.forms && hindrance === null,
  }
  if (change === null) return aside(renderSettings({ settled, ...defaults, changed: false }))
  if (hindrance !== null) return notice(hindrance)
  const read = change === 'form' ? await settingsByForm(said, asking) : { kind: 'change' as const, change }
  if (read.kind === 'reply') return read.reply
  const now = await deps.workspaceSettings.change(workspaceKey(channel), read.change)
  return aside(renderSettings({ settled: now, ...defaults, changed: true }))
}
