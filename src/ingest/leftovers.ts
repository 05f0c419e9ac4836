// Markup that stayed behind in plain text: comments and halves of comments, tags, entities, script lines (pure).

// A half that lost its `<` must still close, because "Stop!--he said" is prose.
const COMMENT = /<?!--(?:(?!--)[^\n]){0,400}-->/g
const OPEN_COMMENT_LINE = /^[^\S\n]*<?!--[^\n]{0,200}$/gm
const COMMENT_MARK = /<!--|^[^\S\n]*-->/gm
const SCRIPTED = /<(script|style|noscript|iframe|svg)\b/gi
const BLOCK_TAG =
  /<\/?(?:p|br|div|h[1-6]|li|ul|ol|tr|td|th|table|blockquote|section|article|header|footer|hr|figure|figcaption)(?:\s[^<>\n]{0,500})?\/?>/gi
const INLINE_TAG =
  /<\/?(?:a|abbr|b|i|u|s|em|strong|span|font|small|big|sup|sub|mark|cite|q|time|img|code|pre|html|body|head|script|style|iframe|meta|link|svg|center)(?:\s[^<>\n]{0,1000})?\/?>/gi
const SCRIPT_LINE =
  /^[^\S\n]*(?:window\.\S|gtag\(|googletag\b|dataLayer\b|document\.\w|\(function\s*\(|function\s+\w+\s*\(|(?:var|let|const) \w+\s*=|\}\s*\)?;?$|\}\)\(|\(adsbygoogle\b|[.#][\w-]+\s*\{|@media\b)[^\n]*$/gm
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));/g
// biome-ignore format: a table
const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', sbquo: '‚', bdquo: '„',
  ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·', euro: '€', pound: '£', yen: '¥', cent: '¢', copy: '©', reg: '®', trade: '™',
  deg: '°', times: '×', laquo: '«', raquo: '»', shy: '', zwnj: '', zwj: '', ensp: ' ', emsp: ' ', thinsp: ' ', eacute: 'é', egrave: 'è',
  agrave: 'à', aacute: 'á', oacute: 'ó', iacute: 'í', uacute: 'ú', ccedil: 'ç', ntilde: 'ñ', ouml: 'ö', uuml: 'ü', auml: 'ä', szlig: 'ß',
}

/** Plain text without the remains of the page it was cut from; linear in its length. */
export function stripLeftovers(text: string): string {
  let bare = text
  if (bare.includes('--')) bare = bare.replace(COMMENT, '').replace(OPEN_COMMENT_LINE, '').replace(COMMENT_MARK, '')
  if (bare.includes('<')) bare = cutScripts(bare).replace(BLOCK_TAG, '\n').replace(INLINE_TAG, '')
  if (bare.includes('&')) bare = bare.replace(ENTITY, entityText)
  return bare.replace(SCRIPT_LINE, '')
}

/** Takes out elements whose content is no text, where they are closed; a closing tag that is missing is searched for once. */
function cutScripts(text: string): string {
  const closing = new Map<string, RegExp>()
  const missing = new Set<string>()
  let kept = ''
  let from = 0
  for (const open of text.matchAll(SCRIPTED)) {
    if (open.index < from) continue
    const name = (open[1] ?? '').toLowerCase()
    const end = closing.get(name) ?? new RegExp(`</${name}\\s*>`, 'gi')
    closing.set(name, end)
    end.lastIndex = open.index
    const close = missing.has(name) ? null : end.exec(text)
    if (!close) {
      missing.add(name)
      continue
    }
    kept += `${text.slice(from, open.index)}\n`
    from = close.index + close[0].length
  }
  return kept + text.slice(from)
}

function entityText(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? entity
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
}
