// News agencies by the names they sign with; a dateline may name others, a bare name at the end of a text must be one of these (pure).

// biome-ignore format: a list
const AGENCIES = [
  'AP', 'Associated Press', 'AFP', 'Agence France-Presse', 'Reuters', 'Thomson Reuters', 'EFE', 'EPA', 'EPA-EFE', 'Xinhua', 'Kyodo',
  'Kyodo News', 'Jiji', 'Jiji Press', 'Bernama', 'ANI', 'PTI', 'IANS', 'UNI', 'UPI', 'dpa', 'ANSA', 'TASS', 'Interfax', 'RIA Novosti',
  'Sputnik', 'Yonhap', 'Yonhap News Agency', 'Anadolu', 'Anadolu Agency', 'Bloomberg', 'Bloomberg News', 'Antara', 'VNA', 'Vietnam News Agency',
  'TNA', 'CNA', 'Central News Agency', 'China News Service', 'Lusa', 'APA', 'PAP', 'CTK', 'MTI', 'BTA', 'SANA', 'IRNA', 'WAM', 'SPA', 'PNA',
  'APP', 'BSS', 'UNB', 'BNI', 'Burma News International', 'Europa Press', 'Belga', 'ANP', 'Ritzau', 'NTB', 'TT', 'STT', 'KNA', 'NHK', 'Canadian Press',
  'Press Association', 'PA Media', 'Australian Associated Press', 'AAP',
]

const bySpelling = new Map(AGENCIES.map((name) => [name.toLowerCase(), name]))
bySpelling
  .set('新华社', 'Xinhua')
  .set('新華社', 'Xinhua')
  .set('路透社', 'Reuters')
  .set('法新社', 'AFP')
  .set('共同社', 'Kyodo')
  .set('中新社', 'China News Service')

// One agency has one name here, because name and agency decide which articles are one voice.
for (const [long, short] of [
  ['associated press', 'AP'],
  ['agence france-presse', 'AFP'],
  ['agence france presse', 'AFP'],
  ['thomson reuters', 'Reuters'],
  ['kyodo news', 'Kyodo'],
  ['jiji press', 'Jiji'],
  ['yonhap news agency', 'Yonhap'],
  ['anadolu agency', 'Anadolu'],
  ['bloomberg news', 'Bloomberg'],
  ['vietnam news agency', 'VNA'],
  ['burma news international', 'BNI'],
  ['epa-efe', 'EPA'],
] as const) {
  bySpelling.set(long, short)
}

/** The agency a name stands for, as agencies are usually written; null for any other name. */
export function knownAgency(name: string): string | null {
  const bare = name
    .replace(/^the\s+/i, '')
    .replace(/[.\s]+$/, '')
    .toLowerCase()
  return bySpelling.get(bare) ?? null
}

/** A pattern for any of them, longest first, for use inside other patterns. */
export const AGENCY_PATTERN = [...new Set([...AGENCIES, 'REUTERS', 'XINHUA', 'BLOOMBERG', 'KYODO', 'BERNAMA', 'ASSOCIATED PRESS'])]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/[-\s]/g, '[-\\s]'))
  .join('|')
