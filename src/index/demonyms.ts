// Countries by the adjectives and capitals that stand for them in news, for what the lexicon does not hold (pure data).

const TABLE = `china:chinese,beijing myanmar:burmese,burma,naypyidaw,naypyitaw,myanmarese thailand:thai,bangkok laos:lao,laotian,vientiane india:indian
bangladesh:bangladeshi,dhaka vietnam:vietnamese,hanoi cambodia:cambodian,phnom-penh russia:russian,moscow,kremlin japan:japanese,tokyo
ukraine:ukrainian,kyiv,kiev france:french,paris germany:german,berlin italy:italian,rome spain:spanish,madrid iran:iranian,tehran iraq:iraqi,baghdad
israel:israeli syria:syrian,damascus turkey:turkish,ankara egypt:egyptian,cairo pakistan:pakistani,islamabad afghanistan:afghan,kabul
indonesia:indonesian,jakarta malaysia:malaysian philippines:philippine,filipino,manila singapore:singaporean australia:australian,canberra
canada:canadian,ottawa mexico:mexican brazil:brazilian argentina:argentine,argentinian nigeria:nigerian kenya:kenyan,nairobi ethiopia:ethiopian
sudan:sudanese,khartoum somalia:somali libya:libyan,tripoli yemen:yemeni lebanon:lebanese,beirut jordan:jordanian nepal:nepalese,nepali
poland:polish,warsaw greece:greek,athens sweden:swedish norway:norwegian finland:finnish denmark:danish netherlands:dutch belgium:belgian
switzerland:swiss austria:austrian portugal:portuguese hungary:hungarian romania:romanian serbia:serbian,belgrade colombia:colombian cuba:cuban
taiwan:taiwanese,taipei`

/** Folded adjective, capital or name → folded country. */
export const COUNTRY_OF: ReadonlyMap<string, string> = new Map(
  TABLE.trim()
    .split(/\s+/)
    .flatMap((entry) => {
      const [country = '', names = ''] = entry.split(':')
      return [country, ...names.split(',')].map((name) => [name.replaceAll('-', ' '), country] as const)
    }),
)

/** Several-word names that fold to one country or body. */
export const LONG_NAMES: ReadonlyMap<string, string> = new Map([
  ['united states', 'united states'],
  ['us', 'united states'],
  ['u.s', 'united states'],
  ['usa', 'united states'],
  ['american', 'united states'],
  ['washington', 'united states'],
  ['united kingdom', 'united kingdom'],
  ['uk', 'united kingdom'],
  ['britain', 'united kingdom'],
  ['british', 'united kingdom'],
  ['london', 'united kingdom'],
  ['north korea', 'north korea'],
  ['north korean', 'north korea'],
  ['pyongyang', 'north korea'],
  ['south korea', 'south korea'],
  ['south korean', 'south korea'],
  ['seoul', 'south korea'],
  ['saudi arabia', 'saudi arabia'],
  ['saudi', 'saudi arabia'],
  ['european union', 'european union'],
  ['eu', 'european union'],
  ['united nations', 'united nations'],
  ['un', 'united nations'],
])
