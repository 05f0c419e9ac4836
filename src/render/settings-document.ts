// What a workspace has settled, in words, with how to change it (pure).
import type { PlatformName } from '../domain/address.ts'
import type { Document, Inline } from '../domain/document.ts'
import type { Subscribers, WorkspaceSettings } from '../domain/workspace-settings.ts'
import { commandAfter } from './notices.ts'

export type SettingsInput = Readonly<{
  settled: WorkspaceSettings
  /** what holds where nothing is settled */
  subscribers: Subscribers
  /** the zone of the person who looks, where the platform tells it; it goes before the workspace's */
  ownZone: string | null
  platform: PlatformName
  /** just changed */
  changed: boolean
  /** by a form, for whoever looks */
  editable?: boolean
}>

const PLACE: Readonly<Partial<Record<PlatformName, string>>> = { slack: 'workspace', discord: 'server' }
const ADMINS: Readonly<Partial<Record<PlatformName, string>>> = {
  slack: 'workspace admins and owners only',
  discord: 'people who may manage the server only',
}

export function settingsDocument(input: SettingsInput): Document {
  const { settled, platform, changed } = input
  const place = PLACE[platform] ?? 'workspace'
  const who = (settled.subscribers ?? input.subscribers) === 'members' ? 'everybody in a channel' : (ADMINS[platform] ?? 'admins only')
  const quiet = (settled.quietLine ?? true) ? 'one line says so' : 'nothing is posted'
  const seen = settled.answers === 'private' ? 'only who asked, with a button to share it' : 'everybody in the channel'
  const rows: readonly Row[] = [
    ['Time zone', zoneWords(input), 'settings zone Europe/London', ''],
    ['Who may subscribe', who, 'settings who admins', 'members'],
    ['A day without news', quiet, 'settings quiet off', 'on'],
    ['Who sees an answer', seen, 'settings answers private', 'public'],
  ]
  const heading = changed ? `Settings of this ${place}, changed` : `Settings of this ${place}`
  return {
    preview: `${heading}: time zone ${zoneWords(input)}; who may subscribe: ${who}.`,
    nodes: [
      { kind: 'heading', text: heading },
      { kind: 'list', items: rows.map(rowOf) },
      { kind: 'note', inlines: [{ kind: 'text', text: 'Admins may change them; what a subscription says for itself goes before them.' }] },
      ...(input.editable === true
        ? [{ kind: 'buttons', buttons: [{ action: 'manage', value: 'settings form', label: 'Change settings' }] } as const]
        : []),
    ],
  }
}

function zoneWords({ settled, ownZone }: SettingsInput): string {
  const shared = settled.timeZone ?? 'none yet: the first that somebody writes is kept'
  return ownZone === null || ownZone === settled.timeZone
    ? shared
    : `${shared} (yours is ${ownZone}, which is what counts for what you subscribe to)`
}

type Row = readonly [name: string, words: string, command: string, other: string]

function rowOf([name, words, command, other]: Row): readonly Inline[] {
  return [
    { kind: 'text', text: name, style: 'strong' },
    ...commandAfter(` — ${words}; to change it: `, `/brief ${command}`),
    ...(other === '' ? [] : [{ kind: 'text', text: ` (or ${other})` } as const]),
  ]
}
