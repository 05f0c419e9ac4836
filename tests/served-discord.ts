// A person in Discord over the served product: says a subcommand, waits for its answer, presses a button of it by its label.
import { expect } from 'vitest'
import { shown } from './adapters/platforms/discord/stand.ts'
import { asArray, record } from './fakes/discord/json.ts'
import type { Interaction, Message } from './fakes/discord/shapes.ts'
import { type Served, soon } from './served.ts'

type Button = Readonly<{ label: string; custom_id: string }>

export type PersonInDiscord = Readonly<{
  /** The answer to a subcommand, once it has the words. */
  say: (subcommand: string, options: Readonly<Record<string, string | boolean>>, words: string | RegExp) => Promise<Message>
  /** Presses the button that has that label. */
  press: (message: Message, label: string | RegExp) => Interaction
}>

export function personInDiscord(served: Served): PersonInDiscord {
  return {
    say: (subcommand, options, words) => answered(served.discord.brief(subcommand, options), words),
    press: (message, label) => {
      const buttons = buttonsOf(message)
      const button = buttons.find((one) => (typeof label === 'string' ? one.label === label : label.test(one.label)))
      if (button === undefined) throw new Error(`there is no button ${label} among ${buttons.map((one) => one.label).join(', ')}`)
      return served.discord.presses(message, button.custom_id)
    },
  }
}

/** What an interaction was answered with, in its place or beside it, once it has the words. */
export async function answered(asked: Interaction, words: string | RegExp): Promise<Message> {
  const answer = () => asked.original ?? asked.followUps.at(-1)
  await soon(() => expect(plain(answer())).toMatch(words))
  const message = answer()
  if (message === undefined) throw new Error('no answer')
  return message
}

/** The words of a message, without the marks that keep them from being read as markup. */
export const plain = (message: Message | undefined) => shown(message).replaceAll('\\', '')

export function buttonsOf(message: Message): readonly Button[] {
  const inside = (component: unknown): readonly Button[] => {
    const { type, label, custom_id, components, accessory } = record(component)
    const nested = [...asArray(components), ...(accessory === undefined ? [] : [accessory])]
    return type === 2 ? [{ label: String(label), custom_id: String(custom_id) }] : nested.flatMap(inside)
  }
  return asArray(message.components).flatMap(inside)
}
