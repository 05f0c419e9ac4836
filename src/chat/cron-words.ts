// Finds a cron line among the words of a subscription (pure).

const FIELD = String.raw`[\d*,/a-z?#-]+`
/** In quotation marks, or bare: then its five fields are the five words behind. */
const QUOTED = /\bcron\b[\s:=]*["“”„«»'‘’`]([^"“”„«»'‘’`]*)["“”„«»'‘’`]/iu
const BARE = new RegExp(String.raw`\bcron\b[\s:=]*((?:${FIELD}\s+){4}${FIELD})(?=\s|$)`, 'iu')
/** Without the word, five fields are a cron line when they begin with two that no sentence begins with. */
const UNNAMED = new RegExp(String.raw`(?<=^|\s)["“'‘]?([\d*,/-]+\s+[\d*,/-]+(?:\s+${FIELD}){3})["”'’]?(?=\s|$)`, 'iu')
const FORM = 'write five fields for minute, hour, day of the month, month and weekday, such as cron “0 8 * * 1-5”'

export type CronFound = Readonly<{ kind: 'found'; line: string; rest: string }> | Readonly<{ kind: 'mend'; text: string }>

/** The line and the words without it; a sentence with the mend for what is called cron and has no five fields; null where there is none. */
export function cronIn(text: string): CronFound | null {
  const match = QUOTED.exec(text) ?? BARE.exec(text) ?? (/[*]/.test(text) ? UNNAMED.exec(text) : null)
  if (match !== null) {
    const line = (match[1] ?? '').trim().replace(/\s+/g, ' ')
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`
    return line.split(' ').length === 5 ? { kind: 'found', line, rest } : wrong(line)
  }
  // “cron jobs at the border” is no cron line.
  const [, after = ''] = /\bcron\b[\s:=]+(["“'‘@*\d].*)$/iu.exec(text) ?? []
  return after === '' ? null : wrong(after)
}

function wrong(line: string): CronFound {
  const shown = line.length > 40 ? `${line.slice(0, 40)}…` : line
  return { kind: 'mend', text: `“${shown.replace(/["“”]/g, '')}” is no cron line: ${FORM}.` }
}
