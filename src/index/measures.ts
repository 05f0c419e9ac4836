// What a number may measure: units, currencies, and the words that tell killed from displaced (pure data and look-ups).

export type Unit = Readonly<{ symbol: string; quantity: string; factor: number }>

const unit = (symbol: string, quantity: string, factor: number, words: string): (readonly [string, Unit])[] =>
  words.split(' ').map((word) => [word, { symbol, quantity, factor }])

/** Units by their folded word; `factor` leads to the first unit of the quantity. */
export const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...unit('km', 'length', 1, 'km kms kilometre kilometres kilometer kilometers'),
  ...unit('mi', 'length', 1.609344, 'mile miles mi'),
  ...unit('m', 'length', 0.001, 'metre metres meter meters m'),
  ...unit('ft', 'length', 0.0003048, 'foot feet ft'),
  ...unit('in', 'length', 0.0000254, 'inch inches'),
  ...unit('cm', 'length', 0.00001, 'cm centimetre centimetres centimeter centimeters'),
  ...unit('mm', 'length', 0.000001, 'mm millimetre millimetres millimeter millimeters'),
  ...unit('t', 'mass', 1, 'tonne tonnes ton tons'),
  ...unit('kg', 'mass', 0.001, 'kg kilogram kilograms kilo kilos'),
  ...unit('ha', 'area', 0.01, 'hectare hectares ha'),
  ...unit('acre', 'area', 0.00404686, 'acre acres'),
  ...unit('lb', 'mass', 0.000453592, 'lb lbs'),
  ...unit('mph', 'speed', 1.609344, 'mph'),
  ...unit('km/h', 'speed', 1, 'kph kmh'),
  ...unit('%', 'percentage', 1, '% percent'),
  ...unit('bbl', 'volume', 1, 'barrel barrels'),
  ...unit('h', 'duration', 1 / 24, 'hour hours hr hrs'),
  ...unit('s', 'duration', 1 / 86_400, 'second seconds'),
  ...unit('min', 'duration', 1 / 1440, 'minute minutes'),
  ...unit('d', 'duration', 1, 'day days'),
  ...unit('wk', 'duration', 7, 'week weeks'),
  ...unit('mo', 'duration', 30, 'month months'),
  ...unit('yr', 'duration', 365, 'year years decade decades'),
  ...unit('MW', 'power', 1, 'mw megawatt megawatts'),
  ...unit('°C', 'temperature', 1, 'celsius'),
])

/** Currencies by sign or folded word. */
export const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ['$', 'USD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'CNY'],
  ['₹', 'INR'],
  ['dollar', 'USD'],
  ['dollars', 'USD'],
  ['usd', 'USD'],
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ['pounds', 'GBP'],
  ['yuan', 'CNY'],
  ['renminbi', 'CNY'],
  ['rmb', 'CNY'],
  ['kyat', 'MMK'],
  ['kyats', 'MMK'],
  ['baht', 'THB'],
  ['rupees', 'INR'],
  ['yen', 'JPY'],
])

/** Measures of people by stems of the words around the number; the first that fits wins. */
const DEEDS: readonly (readonly [measure: string, words: RegExp])[] = [
  [
    'killed',
    /^(?:kill(?:ed|s|ing|ings)?|dead|die|died|dies|dying|deaths?|fatalit(?:y|ies)|slain|slew|massacred|executed|martyred|perished|drowned)$/,
  ],
  ['wounded', /^(?:wound(?:ed|s|ing)?|injur(?:ed|ing|e|ies|y)|hurt|maimed)$/],
  ['displaced', /^(?:displac(?:ed|ing|ement|e|es)|fled|flee|fleeing|flees|evacuat(?:ed|ing|e)|uprooted|homeless|refugees?|idps?)$/],
  ['missing', /^(?:missing|unaccounted)$/],
  ['detained', /^(?:detain(?:ed|ing|ees?)?|arrest(?:ed|s|ing)?|jailed|imprisoned|captured|prisoners?|custody)$/],
  ['repatriated', /^(?:repatriat(?:ed|ing)|deported|extradited)$/],
  ['casualties', /^(?:casualt(?:y|ies)|victims?)$/],
  ['seats', /^(?:seats?)$/],
]

export function measureOfDeed(folded: string): string | null {
  for (const [measure, words] of DEEDS) if (words.test(folded)) return measure
  return null
}

/** Measures that only a person can undergo. */
export const OF_PEOPLE: ReadonlySet<string> = new Set([
  'killed',
  'wounded',
  'displaced',
  'missing',
  'detained',
  'repatriated',
  'casualties',
])

/** What an amount of money is: by a word near it. */
const MONEY: readonly (readonly [measure: string, words: RegExp])[] = [
  [
    'price',
    /^(?:buy|buys|bought|buying|acquire[sd]?|acquiring|acquisition|purchase[sd]?|purchasing|takeover|pay|pays|paid|paying|sold|sell|sells|selling)$/,
  ],
  ['trade', /^(?:trade|exports?|imports?|commerce)$/],
  ['aid', /^(?:aid|donat\w*|grants?|relief|pledg\w*)$/],
  ['debt', /^(?:debts?|loans?|owed|borrowed)$/],
  ['revenue', /^(?:revenues?|profits?|earnings|income|sales)$/],
  ['fine', /^(?:fined?|fines|penalt\w+|ransom)$/],
]

export function measureOfMoney(folded: string): string | null {
  for (const [measure, words] of MONEY) if (words.test(folded)) return measure
  return null
}

const PERSON =
  /^(?:people|persons?|civilians?|citizens?|soldiers?|troops|fighters?|rebels?|insurgents?|militants?|police|policemen|officers?|children|child|women|woman|men|man|residents?|villagers?|students?|nationals?|workers?|refugees|migrants?|passengers?|journalists?|protesters?|demonstrators?|others|victims?|suspects?|families|inmates?|prisoners?|monks?|teachers?|doctors?|tourists?|members|personnel|individuals|casualties|households|bodies|voters|girls?|boys?|scammers?|recruits?|guerrillas?|peacekeepers?|patients?|survivors?|pilgrims?)$/

/** True for a noun made from what somebody does, such as "climber", in the singular; things are made so too, and the commonest are left out. */
export function seemsPerson(head: string): boolean {
  return /(?:er|or|ist|ian|mate)$/.test(head) && !MADE_THING.test(head)
}

const MADE_THING =
  /(?:number|tower|computer|paper|letter|order|quarter|winter|river|shutter|trailer|tanker|cruiser|carrier|copter|boiler|reactor|tractor|motor|door|floor|water|matter|shelter|centre|center|power|corner|barrier|border|counter|meter|sensor|error|sector|factor|rumour|disorder|cancer|tumor|tumour|freighter|bomber|fighter|destroyer|bulldozer|flower)$/

/** True for a noun that counts human beings. */
export function countsPeople(folded: string): boolean {
  return PERSON.test(folded)
}
