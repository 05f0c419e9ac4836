// Prompts: declared, used and supplied variables agree, in every prompt there is.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTemplate } from '../../src/base/template.ts'

const PROMPTS = join(import.meta.dirname, '../../prompts')
const text = 'variables: who, what\n--- system\nYou are {{who}}.\n--- user\n{{what}}\n'

describe('parseTemplate', () => {
  it('fills the two parts', () => {
    expect(parseTemplate('t', text).fill({ who: 'a desk', what: 'news' })).toEqual({ system: 'You are a desk.', user: 'news' })
  })

  it('never reads a supplied value as a template', () => {
    expect(parseTemplate('t', text).fill({ who: '{{what}}', what: "$& $1 {{who}} $'" })).toEqual({
      system: 'You are {{what}}.',
      user: "$& $1 {{who}} $'",
    })
  })

  it.each([
    ['a variable is used and not declared', text.replace('who, what', 'who')],
    ['a variable is declared and not used', text.replace('who, what', 'who, what, why')],
    ['a part is missing', text.replace('--- user', '')],
  ])('refuses a prompt where %s', (_, broken) => {
    expect(() => parseTemplate('t', broken)).toThrow(/prompt/)
  })

  it('refuses values that are missing or too many', () => {
    expect(() => parseTemplate('t', text).fill({ who: 'x' })).toThrow(/other variables/)
    expect(() => parseTemplate('t', text).fill({ who: 'x', what: 'y', why: 'z' })).toThrow(/other variables/)
  })
})

describe.each(globSync('*.md', { cwd: PROMPTS }))('prompts/%s', (file) => {
  it('is of the form prompts have', () => {
    expect(parseTemplate(file, readFileSync(join(PROMPTS, file), 'utf8')).variables.length).toBeGreaterThan(0)
  })
})
