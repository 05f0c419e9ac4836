// Texts that nobody would wish to show: markup of both platforms, pings, controls, other directions, half characters, and what is merely long (pure, from a seed).
import type { Random } from '../bench/random.ts'

const PIECES: readonly string[] = [
  ...[
    '<!channel>',
    '<!here>',
    '<!everyone>',
    '<@U0123456>',
    '<@&123456789012345678>',
    '<@123456789012345678>',
    '<!subteam^S1|@all>',
    '<#C0123456|general>',
  ],
  ...[
    '@everyone',
    '@here',
    '@channel',
    '<#123456789012345678>',
    '<t:1700000000:R>',
    '</brief:1>',
    '<a:party:1>',
    '<id:customize>',
    ':smile:',
    ':siren:',
  ],
  ...[
    '<https://evil.example|bank.example>',
    '[bank](https://evil.example)',
    '[x](<javascript:alert(1)>)',
    '[x](https://evil.example "t")',
    '![x](https://evil.example/x.png)',
  ],
  ...[
    'https://evil.example/a_(b)',
    'discord.gg/abc',
    'discord://x/',
    'javascript:alert(1)',
    'www.evil.example',
    'mailto:a@b.example',
    '<mailto:a@b.example|x>',
  ],
  ...[
    '*bold*',
    '**bold**',
    '***',
    '_it_',
    '__u__',
    '~~s~~',
    '||spoiler||',
    '`code`',
    '``',
    '```js\ncode\n```',
    '```',
    '> quote',
    '>>> quote',
    '\n# h',
    '\n-# small',
    '\n- item',
    '\n1. item',
    '\n12) item',
  ],
  ...[
    '\\',
    '\\\\',
    '\\*',
    '\\n',
    '&',
    '&amp;',
    '&lt;!here&gt;',
    '&#60;',
    '<',
    '>',
    '|',
    '"',
    "'",
    '`',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '](',
    '[[',
    '%',
    '$',
    '^',
    '~',
    '#',
    '##',
  ],
  ...[
    '</p><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '{{7*7}}',
    '%00',
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u0085',
    '\u2028',
    '\u2029',
    '\r\n',
    '\n\n\n',
    '\t',
    '\u00a0',
    '\u3000',
  ],
  ...[
    '\u200b',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u202eabc\u202c',
    '\u2066x\u2069',
    '\u200f',
    '\u061c',
    '\u0301\u0301\u0301',
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
    '\ud800',
    '\udc00',
    '\ufffd',
    '\u{e0041}',
    '\ufff9',
  ],
  ...[
    '老街',
    '缅甸。',
    'မြန်မာ',
    'ကိုးကန့်',
    'كوكانغ',
    'שלום',
    '한국',
    'กองทัพ',
    'Ω',
    'ß',
    'İ',
    'ﬀ',
    '①',
    '½',
    '👩‍👩‍👧‍👦',
    '🇲🇲',
    '👍🏽',
    '❤️',
    '🅰️',
    '＠everyone',
    '＜!here＞',
    '‹',
    '“',
    '”',
    '„',
    '…',
    '—',
  ],
  ...['word', 'Sentence one. ', 'No. 5 ', 'Gen. Min ', '3', '1.', '2,129', 'a', ' ', '  ', '.', '-', '+', '=', ':', ';', '/', '?', '!'],
] // prettier-ignore

/** A text of a few pieces, now and then one that never ends. */
export function hostileText(random: Random, longest = 400): string {
  const kind = random.next()
  if (kind < 0.03)
    return random
      .pick(PIECES)
      .repeat(random.below(longest * 8))
      .slice(0, longest * 10)
  if (kind < 0.06) return String.fromCharCode(...Array.from({ length: random.below(40) }, () => random.below(0x10000)))
  const count = 1 + random.below(kind < 0.3 ? 2 : 14)
  const glue = random.pick(['', '', ' ', ' ', '\n'])
  return Array.from({ length: count }, () => random.pick(PIECES))
    .join(glue)
    .slice(0, longest)
}

/** The same with something in it that can be read: what is stored of an article is never empty. */
export function hostileLabel(random: Random, longest = 120): string {
  const text = hostileText(random, longest)
  return /[\p{L}\p{N}]/u.test(text) ? text : `${text} word`
}

const SCHEMES = [
  'https://',
  'http://',
  'https://user:pw@',
  'javascript:',
  'data:text/html,',
  'ftp://',
  '//',
  '',
  'https://[::1]/',
  'HTTPS://',
]

export function hostileAddress(random: Random): string {
  const path = random.chance(0.5) ? hostileText(random, 60) : 'a/b?c=d&e=f#:~:text=one,two'
  return `${random.pick(SCHEMES)}${random.pick(['news.example', 'нов.example', 'a.example:8080', 'evil.example'])}/${path}`
}
