// A small reader of Discord's markdown, after the rules of its client: what a person sees, and which constructs made it.

export type Shown = { text: string; constructs: string[]; links: { label: string; url: string }[] }

type Rule = readonly [name: string, pattern: RegExp, where: 'line' | 'any', read: (match: RegExpExecArray, out: Shown) => void]

const nothing = () => {}
const inner =
  (group: number, atLineStart = false) =>
  (match: RegExpExecArray, out: Shown) =>
    walk(match[group] ?? '', out, atLineStart)
const showGroup = (group: number) => (match: RegExpExecArray, out: Shown) => {
  out.text += match[group] ?? ''
}
const LABEL = String.raw`(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*`
const URL_PART = String.raw`\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['"]([\s\S]*?)['"])?\s*`

const RULES: readonly Rule[] = [
  ['heading', /^ *#{1,3}\s+([^\n]+?)#*\s*(?:\n|$)/, 'line', inner(1)],
  ['subtext', /^-#\s+([^\n]+)(?:\n|$)/, 'line', inner(1)],
  ['quote', /^ *>>> ?([\s\S]*)|^ *> ([^\n]*)(?:\n|$)/, 'line', (m, out) => walk(m[1] ?? m[2] ?? '', out, true)],
  ['list', /^ *(?:[*-]|\d+\.) +([^\n]*)(?:\n|$)/, 'line', inner(1, true)],
  ['codeBlock', /^```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```/i, 'any', showGroup(1)],
  ['escape', /^\\([^0-9A-Za-z\s])/, 'any', showGroup(1)],
  ['autolink', /^<([^: >]+:\/[^ >]+)>/, 'any', nothing],
  ['url', /^((?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"'\]\s])/, 'any', nothing],
  ['everyone', /^@(?:everyone|here)/, 'any', nothing],
  ['mention', /^<(?:@[!&]?|#)\d+>/, 'any', nothing],
  ['timestamp', /^<t:-?\d{1,17}(?::[a-zA-Z])?>/, 'any', nothing],
  ['emoji', /^<a?:\w+:\d+>|^:[^\s:\\]+:/, 'any', nothing],
  ['slash', /^<\/[^>]+:\d+>|^<id:[^>]+>/, 'any', nothing],
  ['link', new RegExp(`^\\[(${LABEL})\\]\\(${URL_PART}\\)`), 'any', readLink],
  ['strong', /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, 'any', inner(1)],
  ['underline', /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, 'any', inner(1)],
  [
    'emphasis',
    /^\b_((?:__|\\[\s\S]|[^\\_])+?)_\b|^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/,
    'any',
    (m, out) => walk(m[1] ?? m[2] ?? '', out, false),
  ],
  ['strike', /^~~([\s\S]+?)~~(?!_)/, 'any', inner(1)],
  ['spoiler', /^\|\|([\s\S]+?)\|\|/, 'any', inner(1)],
  ['code', /^(`+)([\s\S]*?[^`])\1(?!`)/, 'any', showGroup(2)],
]

/** What Discord shows for a text display, and every construct it read in it (escapes left out). */
export function readDiscord(markdown: string): Shown {
  const out: Shown = { text: '', constructs: [], links: [] }
  walk(markdown, out, true)
  return out
}

function walk(markdown: string, out: Shown, atStart: boolean): void {
  let rest = markdown
  let lineStart = atStart
  while (rest.length > 0) {
    const hit = firstHit(rest, lineStart)
    if (hit === null) {
      const character = String.fromCodePoint(rest.codePointAt(0) ?? 0)
      out.text += character
      rest = rest.slice(character.length)
      lineStart = character === '\n'
      continue
    }
    const [name, , , read] = hit.rule
    if (name !== 'escape') out.constructs.push(name)
    read(hit.match, out)
    rest = rest.slice(hit.match[0].length)
    lineStart = hit.match[0].endsWith('\n')
    if (lineStart) out.text += '\n'
  }
}

function firstHit(rest: string, lineStart: boolean): { rule: Rule; match: RegExpExecArray } | null {
  for (const rule of RULES) {
    if (rule[2] === 'line' && !lineStart) continue
    const match = rule[1].exec(rest)
    if (match !== null) return { rule, match }
  }
  return null
}

function readLink(match: RegExpExecArray, out: Shown): void {
  const label: Shown = { text: '', constructs: [], links: [] }
  walk(match[1] ?? '', label, false)
  out.text += label.text
  out.constructs.push(...label.constructs.map((name) => `${name} in a label`))
  out.links.push({ label: label.text, url: match[2] ?? '' })
}
