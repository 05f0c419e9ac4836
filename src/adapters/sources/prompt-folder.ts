// Reads the prompts of the project's prompts/ folder.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseTemplate, type Template } from '../../base/template.ts'

/** The prompt in `<folder>/<name>.md`. Throws BorderBriefError `prompt` when it is not of the form prompts have. */
export function readPrompt(folder: string, name: string): Template {
  return parseTemplate(name, readFileSync(join(folder, `${name}.md`), 'utf8'))
}
