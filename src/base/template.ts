// Prompt templates: variables declared on top, `{{name}}` in the text; declared, used and supplied must agree (pure).
import { BorderBriefError } from './error.ts'
import { sha256 } from './hash.ts'

const VARIABLE = /\{\{([a-z]+)\}\}/g

export type Template = Readonly<{
  name: string
  /** first 12 hex digits of the SHA-256 of the whole file: which version of the prompt it was */
  hash: string
  variables: readonly string[]
  /** Fills the parts. A supplied value is inserted as it is and never read as a template. Throws when the names differ from those declared. */
  fill: (values: Readonly<Record<string, string>>) => Readonly<{ system: string; user: string }>
}>

/** Reads `variables: a, b`, then a part after `--- system` and one after `--- user`. Throws BorderBriefError `prompt` when it is not of that form. */
export function parseTemplate(name: string, text: string): Template {
  const match = /^variables: *([a-z, ]*)\n--- system\n([\s\S]+?)\n--- user\n([\s\S]+)$/.exec(text.replaceAll('\r\n', '\n'))
  const fault = (what: string) => new BorderBriefError('prompt', `The prompt ${name} ${what}: mend it in prompts/.`)
  if (!match) throw fault('is not "variables: …", "--- system", "--- user"')
  const [, declared = '', system = '', user = ''] = match
  const variables = declared.split(',').flatMap((variable) => variable.trim() || [])
  const used = new Set([...`${system}${user}`.matchAll(VARIABLE)].map(([, variable]) => variable ?? ''))
  if (!sameNames(variables, used)) throw fault('declares other variables than it uses')
  const fill = (values: Readonly<Record<string, string>>) => {
    if (!sameNames(variables, Object.keys(values))) throw fault('was given other variables than it declares')
    const insert = (part: string) => part.replace(VARIABLE, (_, variable: string) => values[variable] ?? '').trim()
    return { system: insert(system), user: insert(user) }
  }
  return { name, hash: sha256(text).slice(0, 12), variables, fill }
}

function sameNames(left: Iterable<string>, right: Iterable<string>): boolean {
  return [...new Set(left)].sort().join() === [...new Set(right)].sort().join()
}
