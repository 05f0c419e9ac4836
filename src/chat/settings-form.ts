// The form of what a workspace settles: opened as it stands or as it was left, and read field by field.
import type { Field, Form } from '../domain/form.ts'
import type { WorkspaceSettings } from '../domain/workspace-settings.ts'
import type { Fields } from './drafts.ts'
import { type Asking, notice, type Reply } from './reply.ts'
import type { Said } from './subscription-replies.ts'
import { findZone } from './time-zone.ts'

const COMMAND = 'settings form'
const IN_WORDS = 'Write what to change: “settings zone Asia/Yangon”, for example; “settings” alone shows them all.'

type Read = Readonly<{ kind: 'change'; change: Partial<WorkspaceSettings> }> | Readonly<{ kind: 'reply'; reply: Reply | null }>

/** What was filled in, or the form itself: its reply is null when it is open. One that cannot be taken is kept, so that it opens again as it was left. */
export async function settingsByForm({ inbound, surface, drafts }: Said, asking: Asking): Promise<Read> {
  const fields = inbound.kind === 'command' ? inbound.fields : undefined
  const { channel, forms } = asking
  if (fields !== undefined) {
    const read = changeIn(fields)
    if (read.kind === 'change') return read
    drafts.keep(channel, inbound.person.id, COMMAND, fields)
    return { kind: 'reply', reply: notice(read.text, [{ action: 'manage', value: COMMAND, label: 'Open the form again' }]) }
  }
  const draft = drafts.take(channel, inbound.person.id, COMMAND)
  if (await surface.form?.(formOf(draft, asking))) return { kind: 'reply', reply: null }
  return { kind: 'reply', reply: notice(IN_WORDS, forms ? [{ action: 'manage', value: COMMAND, label: 'Fill in a form' }] : []) }
}

function changeIn(fields: Fields): Extract<Read, { kind: 'change' }> | Readonly<{ kind: 'mend'; text: string }> {
  const said = (fields['zone'] ?? '').trim()
  const zone = said === '' ? null : findZone(said)
  if (zone?.kind === 'mend') return zone
  return {
    kind: 'change',
    change: {
      timeZone: zone === null ? null : zone.timeZone,
      subscribers: fields['who'] === 'admins' ? 'admins' : 'members',
      quietLine: fields['quiet'] !== 'off',
      answers: fields['answers'] === 'private' ? 'private' : 'public',
    },
  }
}

function formOf(draft: Fields | null, { settled, deps }: Asking): Form {
  const choice = (name: string, label: string, hint: string, value: string, choices: NonNullable<Field['choices']>): Field => {
    const left = draft?.[name]
    return {
      name,
      label,
      hint,
      value: choices.some((one) => one.value === left) && left ? left : value,
      choices,
      optional: false,
      maxLength: 20,
    }
  }
  const zone = draft?.['zone'] ?? settled.timeZone ?? ''
  return {
    ...{ command: COMMAND, title: 'Settings', submit: 'Change' },
    fields: [
      {
        ...{ name: 'zone', label: 'Time zone', hint: 'Such as Asia/Yangon; empty: the first that somebody writes' },
        value: zone,
        optional: true,
        maxLength: 60,
      },
      choice('who', 'Who may subscribe', 'Who may change what a channel gets', settled.subscribers ?? deps.subscribers ?? 'members', [
        { value: 'members', label: 'everybody in a channel' },
        { value: 'admins', label: 'admins only' },
      ]),
      choice('quiet', 'A day without news', 'What is posted then', (settled.quietLine ?? true) ? 'on' : 'off', [
        { value: 'on', label: 'one line says so' },
        { value: 'off', label: 'nothing is posted' },
      ]),
      choice('answers', 'Who sees an answer', 'Of a command that does not say', settled.answers ?? 'public', [
        { value: 'public', label: 'everybody in the channel' },
        { value: 'private', label: 'only who asked, with a button to share it' },
      ]),
    ],
  }
}
