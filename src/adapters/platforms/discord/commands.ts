// What Discord holds of this bot: `/brief` in three languages, and the command on a message (pure).
import { type Group, mainBriefing, type Option, SUBCOMMANDS, type Subcommand } from './subcommands.ts'
import { CHOICES, DESCRIPTIONS, NAMES } from './translations.ts'

export type MainTopic = Readonly<{ name: string; title: string }>
type Registered = Readonly<Record<string, unknown>>

/** Under Apps, on any message. */
export const ON_MESSAGE = 'Brief me on this'
const MAX_OPTIONS = 25 // Discord: subcommands and groups of a command
const MAX_TITLE = 60
// Discord's pattern for names that are typed.
const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u
/** Ways to install the bot: to a server, to a person. */
export const INSTALLS = { server: 0, person: 1 } as const
export type Install = (typeof INSTALLS)[keyof typeof INSTALLS]
// In a server, in the bot's own messages; other private ones know it only by the install of a person.
const CONTEXTS = { server: [0, 1], person: [0, 1, 2] } as const

/** The commands as they are registered, for the installs that the application offers; null for one server alone, where these do not exist. */
export function commandsFor(installs: readonly Install[] | null, main: MainTopic | null): readonly Registered[] {
  const contexts = installs?.includes(INSTALLS.person) ? CONTEXTS.person : CONTEXTS.server
  const where = installs === null ? {} : { integration_types: installs, contexts }
  const english = { type: 1, name: 'brief', description: 'News, answered with verbatim, linked quotes', options: optionsWith(main) }
  const onMessage = { type: 3, name: ON_MESSAGE, name_localizations: { 'zh-CN': '就此做简报', 'zh-TW': '就此做簡報' } }
  return [
    { ...localized(english), ...where },
    { ...onMessage, ...where },
  ]
}

/** The main topic comes first, under its own name, where Discord can take that for one. */
function optionsWith(main: MainTopic | null): readonly (Subcommand | Group)[] {
  if (main === null || SUBCOMMANDS.length >= MAX_OPTIONS) return SUBCOMMANDS
  const name = main.name.toLowerCase()
  if (!NAME.test(name) || SUBCOMMANDS.some((one) => one.name === name)) return SUBCOMMANDS
  const title = main.title.slice(0, MAX_TITLE).toWellFormed()
  return [mainBriefing(name, title), ...SUBCOMMANDS]
}

type Word = Readonly<{ name: string; description: string; options?: readonly (Option | Subcommand | Group)[]; choices?: Option['choices'] }>

/** With the Chinese words beside the English, all the way down; what has none is English everywhere. */
function localized<T extends Word>(word: T): Registered {
  const { options, choices, ...rest } = word
  return {
    ...rest,
    ...inBoth('name_localizations', NAMES[word.name]),
    ...inBoth('description_localizations', DESCRIPTIONS[word.description]),
    ...(options === undefined ? {} : { options: options.map(localized) }),
    ...(choices === undefined ? {} : { choices: choices.map((one) => ({ ...one, ...inBoth('name_localizations', CHOICES[one.name]) })) }),
  }
}

const inBoth = (key: string, both: readonly [string, string] | undefined) =>
  both === undefined ? {} : { [key]: { 'zh-CN': both[0], 'zh-TW': both[1] } }
