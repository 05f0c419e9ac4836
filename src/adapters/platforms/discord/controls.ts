// Buttons as Discord shows them: a row of up to five, a menu of more, one beside the words it belongs to (pure).
import type { Button } from '../../../domain/document.ts'
import { oneLine } from './markdown.ts'

export const MAX_BUTTONS = 5 // Discord: buttons in an action row
const MAX_LABEL = 80 // Discord: characters on a button
const MAX_OPTIONS = 25 // Discord: choices of a menu
const MAX_OPTION = 100 // Discord: characters of a choice
const MAX_CUSTOM_ID = 100 // Discord: characters of a custom_id, and of a choice's value

export type PushButton = Readonly<{ type: 2; style: 1 | 2; label: string; custom_id: string }>
export type Menu = Readonly<{
  type: 3
  custom_id: string
  placeholder: string
  options: readonly Readonly<{ label: string; value: string }>[]
}>
export type ActionRow = Readonly<{ type: 1; components: readonly PushButton[] }>
export type MenuRow = Readonly<{ type: 1; components: readonly [Menu] }>

/** How a button's action and value travel in a custom_id. */
export function customId(action: Button['action'], value: string): string {
  return `bb:${action}:${value}`
}

/** What a menu's own custom_id begins with; what was chosen in it is a button's. */
export const MENU = 'bb:menu:'

/** The buttons that can be shown. One about another channel cannot: a press is heard where it is made. */
export function pushButtons(buttons: readonly Button[]): readonly PushButton[] {
  return buttons.flatMap((button): readonly PushButton[] => {
    const label = oneLine(button.label)
    const custom_id = customId(button.action, button.value.toWellFormed())
    if (label === '' || custom_id.length > MAX_CUSTOM_ID || button.channel !== undefined) return []
    return [{ type: 2, style: button.action === 'follow-up' ? 1 : 2, label: clipped(label, MAX_LABEL), custom_id }]
  })
}

const clipped = (label: string, most: number) => (label.length <= most ? label : `${[...label].slice(0, most / 2).join('')}…`)

/** A row where they fit in one, else menus: several rows of buttons take a telephone's whole screen. */
export function rowsOf(buttons: readonly PushButton[]): readonly (ActionRow | MenuRow)[] {
  if (buttons.length === 0) return []
  if (buttons.length <= MAX_BUTTONS) return [{ type: 1, components: buttons }]
  const distinct = buttons.filter((button, at) => buttons.findIndex((other) => other.custom_id === button.custom_id) === at)
  return Array.from({ length: Math.ceil(distinct.length / MAX_OPTIONS) }, (_, i) => {
    const options = distinct.slice(i * MAX_OPTIONS, (i + 1) * MAX_OPTIONS)
    const menu: Menu = {
      type: 3,
      // Distinct in a message as long as no two menus open with the same choice.
      custom_id: `${MENU}${options[0]?.custom_id ?? ''}`.slice(0, MAX_CUSTOM_ID).toWellFormed(),
      placeholder: 'Choose what comes next',
      options: options.map(({ label, custom_id }) => ({ label: clipped(label, MAX_OPTION), value: custom_id })),
    }
    return { type: 1, components: [menu] }
  })
}
