// Words that tell of the same thing in news text: derivations that share no stem, near-synonyms, countries and their people (pure).
import { stemOf } from '../base/stem.ts'
import { WORD_KIN } from './word-kin.ts'

/** Same word in another part of speech: as good as the word itself, nearly. */
const DERIVED = `die death dead deadly|kill killing killer|flee flight|destroy destruction|invade invasion|decide decision|explode explosion|conclude conclusion
describe description|receive receipt|succeed success successful|lose loss|choose choice|sell sale|grow growth|high height|long length|wide width|deep depth
strong strength|marry marriage|believe belief|prove proof|advise advice|defend defence defense|respond response|expand expansion|extend extension extent
permit permission|admit admission|submit submission|divide division|include inclusion|exclude exclusion|produce production product|reduce reduction
introduce introduction|speak speech|think thought|give gift|live life alive|bear birth|arrive arrival|refuse refusal|approve approval|propose proposal|try trial
remove removal|survive survival survivor|deny denial|fail failure|depart departure|press pressure|compare comparison|analyze analyse analysis|poor poverty
free freed freedom|wise wisdom|young youth|true truth|safe safety|secure security|able ability|popular popularity|responsible responsibility|possible possibility
prosper prosperity|stable stability|hot heat|proud pride|strategy strategic|democracy democratic|economy economic|industry industrial|science scientific scientist
history historic historian|politics political politician|music musician musical|religion religious|nation national nationality|region regional|centre center central
north northern|south southern|east eastern|west western|coast coastal|crime criminal|finance financial|commerce commercial|energy energetic|person personal
colour color|labour labor|harbour harbor|neighbour neighbor|organise organize organisation organization|programme program|theatre theater|metre meter|litre liter
transport transportation|govern government governor governmental|rule ruler|law legal|king kingdom royal|empire emperor imperial|army military|war warfare
elect election electoral|vote voter|win winner victory victor|own owner ownership|teach teacher|write writer|sing singer|act actor|lead leader leadership
found founder foundation founding|invent inventor invention|discover discovery discoverer|build builder building|design designer|create creator creation|kill killed
employ employer employee employment|visit visitor|trade trader|fight fighter fighting|attack attacker|rebel rebellion|refuge refugee|migrate migration migrant immigrant
weigh weight|measure measurement|weak weakness|ill illness|sick sickness|dark darkness|happy happiness|sad sadness|begin beginning|mean meaning|end ending|locate location
occupy occupation|relate relation relationship|connect connection|protect protection|collect collection|act action|react reaction|direct direction|construct construction`

/** Other words for it: a weaker sign. */
const SIMILAR = `kill murder slay assassinate execute die death dead fatality casualty casualties toll|wound injure injury hurt|flee escape displace uproot refugee evacuate
visit trip travel tour arrive dispatch|say state announce declare tell claim report assert|buy purchase acquire|begin start commence launch onset|end finish conclude cease stop
big large huge major great|small little minor tiny|leader head chief president|border frontier boundary|city town|fight clash battle combat conflict war|attack assault strike raid offensive
bomb shell bombard airstrike bombardment|hit strike damage shell|transfer hand deliver extradite|admit acknowledge confess deny confirm|junta regime government|person people civilian resident villager citizen|soldier troop fighter|rebel insurgent guerrilla militant|agree accord deal pact treaty agreement|meet talk discuss hold
capture seize take occupy overrun|build construct erect|make produce create manufacture|found establish create set start form|name call know title dub refer|help aid assist support
ask urge call request demand appeal|happen occur take|cause lead result trigger|cost price worth value|money fund finance|earn gain receive win|rise increase grow climb surge
fall decrease decline drop|show demonstrate reveal indicate|use employ utilize apply|need require necessary|live reside inhabit dwell|place location site|area region zone territory
job occupation profession career work|child kid baby|car vehicle automobile|ship boat vessel|plane aircraft|road street highway route|doctor physician|student pupil
film movie|book novel|picture image photo|company firm corporation business|law act legislation statute|arrest detain jail imprison|protest demonstration rally|disease illness sickness
student pupil scholar|teacher instructor professor|religion faith belief|author writer|allow permit let|forbid ban prohibit|try attempt|explain describe|think believe consider|stay remain
send dispatch|main primary chief principal major|famous notable prominent renowned|often frequently commonly|type kind sort form|part portion section|group organization organisation
country nation state|population people inhabitant|percent percentage|amount number quantity|length long span run stretch distance|size area large|old age ancient|born birth|marry wife husband spouse
win defeat beat victory|lose defeat|play perform|teach instruct educate|own possess|rule govern reign control|replace substitute succeed|change alter modify|reduce lower cut|different differ distinct various
important significant crucial key|rich wealthy|poor impoverished|free release liberate|hit strike|damage harm destroy|near close adjacent|show exhibit display|church cathedral chapel
food crop|disaster catastrophe|crisis emergency|ceasefire truce|talks negotiation negotiate dialogue|election vote poll|minister secretary|spokesperson spokesman spokeswoman
scam fraud cybercrime|railway railroad rail train|pipeline pipe|investigate probe inquiry|accuse blame allege responsible|fire blaze|flood inundate|quake earthquake tremor`

/** A country and what comes from it. */
const PEOPLES = `china chinese|myanmar burma burmese|thailand thai|laos lao laotian|india indian|japan japanese|korea korean|russia russian|america american usa|britain british uk
england english|france french|germany german|spain spanish|italy italian|portugal portuguese|netherlands dutch|greece greek|turkey turkish|ukraine ukrainian|poland polish
sweden swedish|norway norwegian|denmark danish|finland finnish|iran iranian persian|iraq iraqi|israel israeli|palestine palestinian|egypt egyptian|syria syrian|lebanon lebanese
afghanistan afghan|pakistan pakistani|bangladesh bangladeshi|nepal nepali nepalese|vietnam vietnamese|cambodia cambodian khmer|indonesia indonesian|malaysia malaysian|philippines filipino philippine
australia australian|canada canadian|mexico mexican|brazil brazilian|argentina argentine argentinian|chile chilean|cuba cuban|europe european|asia asian|africa african|rome roman|kenya kenyan
nigeria nigerian|ethiopia ethiopian|scotland scottish|ireland irish|wales welsh|switzerland swiss|austria austrian|hungary hungarian|belgium belgian|victoria victorian|california californian|normandy norman`

export type RelatedKind = 'derived' | 'similar'

const related = new Map<string, Map<string, RelatedKind>>()

function relate(table: string, kind: RelatedKind): void {
  for (const row of table.split(/[|\n]/)) {
    const stems = [...new Set(row.trim().split(/\s+/).map(stemOf))]
    for (const stem of stems) {
      const others = related.get(stem) ?? new Map<string, RelatedKind>()
      for (const other of stems) if (other !== stem && others.get(other) !== 'derived') others.set(other, kind)
      related.set(stem, others)
    }
  }
}

/** More would only slow every question down. */
const MOST_RELATED = 14

/** Rows of stems: the first is kin to each of the others, which need not be kin to each other. */
function relateFirst(table: string): void {
  for (const row of table.split(/[|\n]/)) {
    const [first = '', ...others] = row.split(' ')
    for (const other of others) {
      addKin(first, other)
      addKin(other, first)
    }
  }
}

function addKin(stem: string, other: string): void {
  const others = related.get(stem) ?? new Map<string, RelatedKind>()
  if (!others.has(other) && others.size < MOST_RELATED) others.set(other, 'similar')
  related.set(stem, others)
}

let isRead = false

/** Read when first asked for: a command that searches nothing should not wait for it. */
function readTables(): void {
  isRead = true
  relate(DERIVED, 'derived')
  relate(PEOPLES, 'derived')
  relate(SIMILAR, 'similar')
  relateFirst(WORD_KIN)
}

const NONE: ReadonlyMap<string, RelatedKind> = new Map()

/** Stems related to a stem, with how closely. */
export function relatedTo(stem: string): ReadonlyMap<string, RelatedKind> {
  if (!isRead) readTables()
  return related.get(stem) ?? NONE
}

const LIGHT = new Set(
  `person people thing make take give get go come happen name call kind type sort form use many much one two first new say tell think find show
become keep let put mean work way year time day part number group place end area world life case point fact common known different certain main
example various be have do occur exist involve include consider refer describe term word`
    .split(/\s+/)
    .map(stemOf),
)

/** Words so common in any text that sharing them says little. */
export function isLight(stem: string): boolean {
  return LIGHT.has(stem)
}
