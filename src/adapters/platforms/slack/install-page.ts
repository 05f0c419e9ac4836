// The one page a browser sees of an installation: a heading and a sentence, and nothing that could be loaded or run (pure).

/** `again`: the way back to the beginning is shown */
export type InstallPage = Readonly<{ status: number; heading: string; sentence: string; again?: true }>

export const INSTALL_PATH = '/slack/install'

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer', // the address holds the code
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

export function installPage({ heading, sentence, again }: InstallPage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(heading)}</title>
<h1>${escaped(heading)}</h1>
<p>${escaped(sentence)}</p>${again ? `\n<p><a href="${INSTALL_PATH}">Begin again</a></p>` : ''}
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}

const again = (status: number, sentence: string): InstallPage => ({ status, heading: 'border-brief was not added', sentence, again: true })

/** What a person is told, and what to do about it. */
export const PAGES = {
  added: (team: string): InstallPage => ({
    status: 200,
    heading: 'border-brief was added',
    sentence: `It is in ${team === '' ? 'your workspace' : team} now: open Slack and type /brief border in any channel. You can close this page.`,
  }),
  stale: again(400, 'This page was opened too late, twice, or in another browser than the one you began in, and nothing was kept.'),
  declined: again(200, 'You chose not to add it, and nothing was kept.'),
  organization: again(400, 'It cannot be installed for a whole organization, and nothing was kept: choose one workspace.'),
  incomplete: (missing: readonly string[]): InstallPage =>
    again(400, `It cannot work without ${missing.join(', ')}, and nothing was kept: allow everything that is not optional.`),
  refused: (reason: string): InstallPage =>
    again(
      400,
      `Slack did not accept it (${reason}), and nothing was kept; if that repeats, whoever runs this bot has to run the doctor command.`,
    ),
  unreachable: again(502, 'Slack did not answer, and nothing was kept: try again in a minute.'),
  failed: again(500, 'Something went wrong on our side, and nothing was kept: try again in a minute.'),
} as const
