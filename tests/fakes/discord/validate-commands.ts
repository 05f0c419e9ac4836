// What Discord refuses of commands: names, translations, nesting and length.
import { asArray, type Issue, type Json, record } from './json.ts'

type SchemaIssues = (schemas: readonly string[], body: unknown) => readonly Issue[]

const MAX_CHARACTERS = 8_000 // over names, descriptions and values of a command, each in its longest language
// Discord's pattern for the names of slash commands and their options, which must be lower case.
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const ON_SLASH = 1
const [SUBCOMMAND, GROUP] = [1, 2]

export function commandsIssues(commands: readonly unknown[], schemaIssues: SchemaIssues): readonly Issue[] {
  const all = commands.map(record)
  const keys = all.map(({ type = ON_SLASH, name }) => `${String(type)} ${String(name)}`)
  const twice = new Set(keys).size === keys.length ? [] : [{ path: '', message: 'APPLICATION_COMMANDS_DUPLICATE_NAME' }]
  return [...twice, ...all.flatMap((command, index) => commandIssues(command, String(index), schemaIssues))]
}

function commandIssues(command: Json, path: string, schemaIssues: SchemaIssues): readonly Issue[] {
  const permissions = command['default_member_permissions']
  const asSpecWants = typeof permissions === 'string' ? { ...command, default_member_permissions: Number(permissions) } : command
  const issues = [...schemaIssues(['ApplicationCommandUpdateRequestSchema'], asSpecWants)]
  if ((command['type'] ?? ON_SLASH) === ON_SLASH) {
    if (lengthOf(command) > MAX_CHARACTERS) issues.push({ path, message: 'APPLICATION_COMMAND_TOO_LARGE' })
    return [...issues, ...wordIssues(command, path), ...optionsIssues(command, path, 0)]
  }
  if (command['description'] !== undefined || command['options'] !== undefined)
    issues.push({ path, message: 'only slash commands have a description or options' })
  const names = [command['name'], ...Object.values(record(command['name_localizations']))].map(String)
  return names.every((name) => name.length >= 1 && name.length <= 32)
    ? issues
    : [...issues, { path, message: 'name of 1 to 32 characters' }]
}

/** Of a command, group, subcommand or option: its name and description, in every language. */
function wordIssues(item: Json, path: string): readonly Issue[] {
  const issues: Issue[] = []
  const inAll = (key: string) => [item[key] ?? '', ...Object.values(record(item[`${key}_localizations`]))].map(String)
  if (inAll('name').some((name) => !NAME.test(name) || name !== name.toLowerCase()))
    issues.push({ path: `${path}.name`, message: 'not a command or option name' })
  if (inAll('description').some((text) => text.length < 1 || text.length > 100))
    issues.push({ path: `${path}.description`, message: '1 to 100 characters' })
  const choices = asArray(item['choices']).map(record)
  if (choices.length > 25) issues.push({ path: `${path}.choices`, message: 'at most 25' })
  if (choices.length > 0 && item['autocomplete'] === true) issues.push({ path, message: 'choices and autocomplete exclude each other' })
  return issues
}

function optionsIssues(item: Json, path: string, depth: number): readonly Issue[] {
  const issues: Issue[] = []
  const options = asArray(item['options']).map(record)
  const nested = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP)
  const say = (message: string) => issues.push({ path: `${path}.options`, message })
  if (options.length > 25) say('at most 25')
  if (nested.length > 0 && nested.length < options.length) say('subcommands and options do not stand side by side')
  if (depth > 0 && nested.some(({ type }) => type === GROUP)) say('a group stands in no other')
  if (depth > 1 && nested.length > 0) say('nested too deep')
  for (const language of ['', 'zh-CN', 'zh-TW']) {
    const names = options.map((option) => record(option['name_localizations'])[language] ?? option['name'])
    if (new Set(names).size !== names.length) say(`APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS ${language}`)
  }
  const required = options.map((option) => option['required'] === true)
  if (nested.length === 0 && required.lastIndexOf(true) > required.indexOf(false) && required.includes(false))
    say('required options stand before optional ones')
  const inside = (option: Json, i: number) => [
    ...wordIssues(option, `${path}.options.${i}`),
    ...optionsIssues(option, `${path}.options.${i}`, depth + 1),
  ]
  return [...issues, ...options.flatMap(inside)]
}

function lengthOf(item: Json): number {
  const longest = (key: string) =>
    Math.max(...[item[key] ?? '', ...Object.values(record(item[`${key}_localizations`]))].map((text) => String(text).length))
  const own = longest('name') + longest('description') + String(item['value'] ?? '').length
  return [...asArray(item['options']), ...asArray(item['choices'])].map(record).reduce((sum, one) => sum + lengthOf(one), own)
}
