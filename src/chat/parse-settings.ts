// `settings zone Asia/Yangon` → what a workspace settles (pure).
import type { SubscriptionCommand } from './subscription-command.ts'
import { findZone } from './time-zone.ts'

const SETTINGS = /^(?:(?:show|the|my|our|workspace|server|channel)\s+)*settings?(?:\s+(.*))?$/isu
const FORM = 'Write “settings zone Asia/Yangon”, “settings who members” (or admins), or “settings quiet on” (or off).'

/** Null for what is not about settings. */
export function settingsIn(text: string): SubscriptionCommand | null {
  const match = SETTINGS.exec(text.replace(/[\s?!.]+$/u, ''))
  if (match === null) return null
  const said = (match[1] ?? '').trim()
  if (said === '') return { kind: 'settings', change: null }
  const [, name = '', value = ''] =
    /^(time\s*zone|zone|who|subscribers|quiet(?:\s+(?:line|days?))?)\b[\s:=]*(?:to\s+|is\s+)?(.*)$/isu.exec(said) ?? []
  const wanted = value.trim()
  if (name === '' || wanted === '') return { kind: 'mend', text: FORM }
  if (/zone$/i.test(name)) return zoned(wanted)
  if (/^quiet/i.test(name)) return onOrOff(wanted)
  if (/^(?:members?|everybody|everyone|all|anybody|anyone)$/i.test(wanted)) return { kind: 'settings', change: { subscribers: 'members' } }
  if (/^(?:admins?(?: only)?|only admins|managers?|owners?)$/i.test(wanted)) return { kind: 'settings', change: { subscribers: 'admins' } }
  return { kind: 'mend', text: 'Who may subscribe? Write “settings who members” or “settings who admins”.' }
}

function zoned(wanted: string): SubscriptionCommand {
  if (/^(?:none|off|default)$/i.test(wanted)) return { kind: 'settings', change: { timeZone: null } }
  const zone = findZone(wanted)
  return zone.kind === 'mend' ? zone : { kind: 'settings', change: { timeZone: zone.timeZone } }
}

function onOrOff(wanted: string): SubscriptionCommand {
  if (/^(?:on|yes|true)$/i.test(wanted)) return { kind: 'settings', change: { quietLine: true } }
  if (/^(?:off|no|false|none)$/i.test(wanted)) return { kind: 'settings', change: { quietLine: false } }
  return { kind: 'mend', text: 'A quiet day’s line is on or off: write “settings quiet on” or “settings quiet off”.' }
}
