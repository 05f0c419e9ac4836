// `settings zone Asia/Yangon` → what a workspace settles (pure).
import { withoutEndMarks } from '../base/end-marks.ts'
import type { SubscriptionCommand } from './subscription-command.ts'
import type { WorkspaceSettings } from '../domain/workspace-settings.ts'
import type { Mend } from './parse-schedule.ts'
import { findZone } from './time-zone.ts'

const SETTINGS = /^(?:(?:show|the|my|our|workspace|server|channel)\s+)*settings?(?:\s+(.*))?$/isu
const SETTING = /^(time\s*zone|zone|who|subscribers|answers?|quiet(?:\s+(?:line|days?))?)\b[\s:=]*(?:to\s+|is\s+)?(.*)$/isu
const OWN_ZONE = /^(?:(?:set|change|use) )?(?:(?:the|my|our) )?time\s*zone\s*(?:to |is |[:=] ?)?(.+)$/iu
const FORM =
  'Write “settings zone Asia/Yangon”, “settings who members” (or admins), “settings answers private” (or public), or “settings quiet on” (or off).'

/** Null for what is not about settings; several may be said at once. */
export function settingsIn(text: string): SubscriptionCommand | null {
  const ended = withoutEndMarks(text)
  const zone = findZone(OWN_ZONE.exec(ended)?.[1] ?? '')
  if (zone.kind === 'zone') return { kind: 'settings', change: { timeZone: zone.timeZone } }
  const match = SETTINGS.exec(ended)
  if (match === null) return null
  const said = (match[1] ?? '').trim()
  if (said === '') return { kind: 'settings', change: null }
  if (/^(?:form|change|edit)$/iu.test(said)) return { kind: 'settings', change: 'form' }
  const parts = said.split(/(?<!\btime)\s+(?=(?:time\s*zone|zone|who|subscribers|answers?|quiet)\b)/iu)
  let change: Partial<WorkspaceSettings> = {}
  for (const part of parts) {
    const one = settingIn(part)
    if ('kind' in one) return one
    change = { ...change, ...one }
  }
  return { kind: 'settings', change }
}

type Setting = Partial<WorkspaceSettings> | Mend

function settingIn(said: string): Setting {
  const [, name = '', value = ''] = SETTING.exec(said) ?? []
  const wanted = value.trim()
  if (name === '' || wanted === '') return { kind: 'mend', text: FORM }
  if (/zone$/i.test(name)) return zoned(wanted)
  if (/^quiet/i.test(name)) return onOrOff(wanted)
  if (/^answers?/i.test(name)) return seenBy(wanted)
  if (/^(?:members?|everybody|everyone|all|anybody|anyone)$/i.test(wanted)) return { subscribers: 'members' }
  if (/^(?:admins?(?: only)?|only admins|managers?|owners?)$/i.test(wanted)) return { subscribers: 'admins' }
  return { kind: 'mend', text: 'Who may subscribe? Write “settings who members” or “settings who admins”.' }
}

function seenBy(wanted: string): Setting {
  if (/^(?:private(?:ly)?|only (?:me|who asked)|alone)$/i.test(wanted)) return { answers: 'private' }
  if (/^(?:public(?:ly)?|everybody|everyone|all|channel)$/i.test(wanted)) return { answers: 'public' }
  return { kind: 'mend', text: 'Who sees an answer? Write “settings answers private” or “settings answers public”.' }
}

function zoned(wanted: string): Setting {
  if (/^(?:none|off|default)$/i.test(wanted)) return { timeZone: null }
  const zone = findZone(wanted)
  return zone.kind === 'mend' ? zone : { timeZone: zone.timeZone }
}

function onOrOff(wanted: string): Setting {
  if (/^(?:on|yes|true)$/i.test(wanted)) return { quietLine: true }
  if (/^(?:off|no|false|none)$/i.test(wanted)) return { quietLine: false }
  return { kind: 'mend', text: 'A quiet day’s line is on or off: write “settings quiet on” or “settings quiet off”.' }
}
