// Closed lists of words by what they do in a sentence: how a phrase that may be left out opens, and what may stand behind it (pure). English.

/** Words of a list. */
export const set = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean))

export const AUXILIARY =
  set(`is are was were has have had does do did will would can could may might shall should must isn't aren't wasn't weren't hasn't
  haven't hadn't doesn't don't didn't won't wouldn't can't couldn't shouldn't cannot`)
export const IRREGULAR_PAST =
  set(`became beat began bit blew bought broke brought built burnt came caught chose clung cut dealt drew drove drank ate fell felt fought
  found fled flew forgot froze gave got went grew held hit hurt kept knew laid led left lent let lost made meant met overshot overran overthrew paid put quit ran rang read rose
  sank sang sat saw sold sent set shook shot shrank shut slept slid slipped spent split spoke spread sprang stood stole stuck struck swam swept swore
  swung taught took told thought threw understood voted went woke won wore wrote burst stepped`)
export const SAYING =
  set(`said says say told tells announced announces reported reports confirmed confirms declared declares stated states insisted argued warned
  warns claimed claims concluded ruled found denied denies acknowledged admitted estimated promised agreed demanded asked urged called expects expect believe believes showed show shows`)
const PRESENT =
  set(`denies says plans remains carries reopens holds wants faces expects believes warns insists lacks owns runs makes sells needs hopes seeks
  serves lives works leads contains includes covers represents accounts costs returns opens closes begins ends starts becomes stands comes goes takes gives keeps`)
/** Whether the word, written small, can only or mostly be a finite verb: what stands right before it then is its whole subject. */
export function isFiniteVerb(word: string): boolean {
  return AUXILIARY.has(word) || PRESENT.has(word) || isPast(word)
}
export const isPast = (word: string): boolean =>
  IRREGULAR_PAST.has(word) ||
  SAID.has(word) ||
  (word.endsWith('ed') && /[a-z]{2}ed$/.test(word) && !NOT_A_PAST.has(word) && !word.includes('-'))
const SAID = set('said told found')
const NOT_A_PAST = set(
  'hundred need indeed feed speed seed breed weed greed creed shed sacred naked wicked aged beloved unprecedented united kindred embed',
)

export const PRONOUN = set(
  'he she they it we you i this that these those one ones both all some many others each such him her them us who what nobody none neither either',
)
/** Words later in the sentence that may speak of somebody or something named in what is left out. */
export const POINTS_TO_PERSON = set('he she him her his hers himself herself both latter respectively others each')
export const POINTS_TO_MANY = set('they them their theirs themselves both latter respectively others each these those')
export const POINTS_TO_THING = set('it its itself latter former')
export const POINTS_BACK = set('who whom whose which that where when whereby itself himself herself themselves')

/** -ing words that tell what came of it: true beside the sentence, whatever was said in it. */
export const RESULT =
  set(`hiding leaving forcing sending extending ending stranding causing prompting destroying killing injuring wounding damaging setting spilling filling raising
  handing giving bringing marking drawing sparking triggering burning flooding trapping pushing breaking crushing sweeping tearing cutting knocking
  scattering delighting surprising angering worrying alarming rattling ruining easing slowing exposing darkening linking beating blocking smashing seizing bursting 
  heading hitting scoring  opening closing sinking overturning  disrupting shattering uprooting displacing depriving shaking halting
  paving boosting fuelling prolonging ignoring rejecting breaching paying saving earning becoming toppling splitting delaying snarling choking completing clinching securing sealing capping reviving denting dashing pulling dragging spreading wiping swamping submerging inundating derailing costing putting turning throwing making creating providing offering tying equalling equaling levelling leveling climbing plunging rolling crashing   joining sparing uniting dividing outraging infuriating dismaying disappointing pleasing thrilling stunning shocking frightening terrifying panicking unnerving straining overwhelming clogging crippling paralysing paralyzing plunging bringing grounding diverting rerouting evacuating emptying littering strewing coating covering blanketing shrouding engulfing gutting levelling flattening collapsing shattering smashing denting scorching charring melting cracking ripping snapping toppling felling carving eroding polluting staining poisoning contaminating dumping dropping pouring shedding  swelling doubling tripling widening deepening worsening aggravating fuelling fueling stoking inflaming renewing rekindling reigniting  kick-starting launching   inaugurating ushering heralding   underlining underscoring highlighting illustrating  echoing mirroring earning collecting netting banking pocketing snatching stealing looting escaping fleeing driving sailing flying limping nursing    tightening loosening slashing trimming swallowing absorbing merging overtaking surpassing eclipsing outpacing edging leapfrogging vaulting thrusting propelling catapulting sending   enabling   saving sparing`)
/** -ing words that tell how people went about it. */
export const MANNER =
  set(`going lying hiding moving waving chanting singing carrying holding shouting cheering clutching clinging blowing wearing standing sitting kneeling working digging 
  marching walking running riding driving travelling hugging embracing weeping guarding  choosing meeting speaking looking
  staring wading climbing swimming crawling braving banging beating dancing queuing lighting throwing hurling pelting flanking cradling hauling lugging pushing pulling dragging balancing huddling crouching crawling wading trudging shuffling hurrying rushing racing speeding galloping cycling rowing paddling camping picnicking queueing lining gathering jostling stamping clapping whistling jeering booing yelling screaming crying sobbing hugging kissing bowing saluting nodding praying fasting mourning celebrating toasting drinking eating sipping chewing smoking knitting sketching painting photographing reciting humming drumming strumming dressed trailing brandishing wielding flourishing unfurling displaying hoisting setting laying placing lighting pelting chaining blockading occupying encircling surrounding searching combing scouring sifting shovelling shoveling digging drilling welding sawing hammering`)
/** -ing words that open what the same speaker goes on to say. */
export const COMMENT = set(
  'adding calling blaming warning citing thanking urging pointing praising describing demanding welcoming criticising criticizing condemning accusing saying noting stressing insisting recalling explaining pledging telling arguing remarking commenting acknowledging crediting hailing lauding applauding congratulating apologising apologizing deploring lamenting regretting voicing expressing inviting offering encouraging comparing likening complaining pleading appealing',
)
/** Past participles, with what may follow them, that describe what stands before and do not change what it is. */
export const DESCRIBED =
  set(`closed built born launched founded formed perched located situated hidden surrounded helped hurt joined represented crowded packed watched parked moored covered
  dotted lined decorated opened completed named nicknamed dubbed owned run stranded trapped exhausted shaken encouraged angered delighted buoyed boosted battered
  weakened swollen fuelled fanned fed driven flanked accompanied wrapped draped dressed seated worn tired rescued roped soaked guarded weighed wounded
  armed  pictured bordered ringed nestled tucked squeezed wedged scarred lit powered staffed supported cheered escorted followed greeted dwarfed
  painted carved clad raised educated  appointed elected married divorced widowed known set based bought acquired sunk raised organised organized hosted attended backed funded financed sponsored designed established created inaugurated erected constructed renovated restored housed sheltered hemmed flooded shattered scorched blackened thronged filled stuffed loaded laden piled stacked strewn draped adorned festooned carpeted sprinkled blessed cursed plagued haunted troubled dogged beset rocked roiled stung bruised humbled chastened elated overjoyed relieved thrilled outraged incensed dismayed disappointed devastated heartbroken grief-stricken stunned shocked horrified alarmed worried concerned frightened terrified unnerved frustrated irritated annoyed enraged infuriated emboldened inspired motivated prompted spurred pushed pressed assisted aided abetted escorted chaperoned tailed trailed pursued chased hounded watched overlooked shaded sheltered nicknamed hailed praised admired loved adored revered feted celebrated acclaimed renowned noted remembered   shipped hauled towed dragged carried delivered handed  inherited bequeathed donated rented leased occupied inhabited  visited frequented popularised written composed sung performed directed produced recorded unveiled              chaired moderated headed captained coached managed mentored tutored stationed deployed posted assigned separated wedged tucked clustered scattered spread stretched raised held`)
/** Some of these describe only before certain words. */
export const FOLLOWED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['based', set('in at near')],
  ['set', set('on at amid among back high')],
  ['known', set('for locally as to')],
  ['dressed', set('in')],
  ['run', set('by')],
  ['closed', set('for since')],
  ['armed', set('with')],
  ['raised', set('in on by')],
  ['pictured', set('above below right left centre')],
  ['powered', set('by')],
  ['weighed', set('down')],
])
/** Adjectives of look, mood and size, and how such a phrase may open. */
export const LOOK =
  set(`angry tired frail low barefoot happy proud visibly clearly pale furious weary cheerful calm silent long already exhausted eager keen popular famous rich
  short new back still severe steep black weak deeply rusty old young tall small large big tiny huge vast thin narrow wide dusty crowded windswept glittering ageing
  aging sprawling tearful shaken veteran silver-haired grey-haired bustling once-bustling once now weather-beaten remote rural quiet noisy busy gleaming ornate leafy
  picturesque shabby dilapidated crumbling well-guarded well-known well-liked much-loved long-serving colourful colorful bright elegant modest humble stocky bearded
  bespectacled soft-spoken outspoken charismatic flamboyant sleepy scenic historic beautiful ugly handsome lavish plush cosy cozy cramped damp muddy snowy sunny rainy foggy misty
  hot cold chilly bitter sweltering scorching freezing gruelling grueling nervous anxious jubilant tense emotional solemn sombre somber wooden battered blackened charred flimsy rickety creaking lonely tidy untidy neat smart stylish slender slim burly wiry hungry thirsty worn hilly mountainous wooded coastal
  frosty confident upbeat defiant subdued resolute determined cautious weary alert grim stern upset tearful bewildered puzzled baffled surprised bemused amused relaxed cheery smiling beaming radiant elegant immaculate dishevelled disheveled unshaven barefooted bareheaded shirtless muddy bloodied bruised limping breathless sweaty sunburnt drenched exhausted aware mindful conscious fearful ashamed grateful thankful glad sorry sad lonely homesick sick ill unwell thick heavy light bulky sleek shiny smooth rough sandy rocky swampy marshy arid dry lush green fertile barren bleak desolate deserted empty full rich famed notable fond renowned adept skilled strong powerful robust sturdy agile swift fast slow quick loud`)
export const MANNERLY =
  set(`quickly calmly stiffly  slowly quietly loudly warmly visibly angrily proudly carefully cheerfully nervously solemnly politely patiently promptly swiftly
  hurriedly hastily gently eagerly happily sadly bitterly gracefully neatly briskly boldly bravely gladly wearily meticulously painstakingly furiously enthusiastically good-naturedly softly firmly sternly gravely grimly gloomily tearfully joyfully joyously merrily jubilantly triumphantly defiantly stubbornly doggedly tirelessly diligently dutifully faithfully loyally lovingly tenderly fondly affectionately kindly generously graciously courteously respectfully humbly modestly shyly timidly meekly sheepishly awkwardly clumsily gingerly cautiously warily hurriedly hastily rapidly speedily leisurely lazily idly casually calmly coolly frostily curtly bluntly tersely sharply fiercely ferociously vigorously energetically passionately fervently ardently excitedly anxiously impatiently restlessly frantically desperately feverishly painfully laboriously methodically systematically thoroughly smoothly seamlessly neatly tidily elegantly stylishly beautifully skilfully skillfully expertly deftly adroitly cleverly ingeniously dramatically spectacularly memorably noisily silently wordlessly   `)
export const WEEKDAY = set('monday tuesday wednesday thursday friday saturday sunday')
export const MONTH = set(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.',
)
/** Where something is said, and what one says it through: leaving it out leaves the speaker. */
export const MEDIUM =
  set(`letter statement speech interview video broadcast address briefing conference call message email report hearing meeting memo filing note release
  journal issue account page channel website post radio television ceremony rally bulletin reporters crowd newsletter podcast column session lawmakers`)
/** What a main clause can be said to come after, or to go on among. */
export const OCCASION =
  set(`speculation applause talks negotiations delays delay protests debate criticism pressure hearing meeting visit night day days weeks months hours wrangling haggling deliberation
  deliberations confusion silence cheers boos tears fanfare ceremony speeches celebrations storm rain bell breakfast lunch dinner cheering
  noon dawn dusk midnight sunrise sunset jeers whistles`)
export const REACTION = set(
  'relief delight horror dismay anger surprise cheers sobs applause joy annoyance disappointment amazement astonishment disgust amusement frustration jeers boos',
)
/** Nouns that sum up the sentence before them without limiting it. */
export const REMARK =
  set(`step move blow setback feat triumph victory defeat success milestone choice change decision sum pace loss shock penalty raid duty record news confession finding part
  weekend development tragedy disaster boost gamble relief embarrassment humiliation honour honor first practice tradition source mainstay policy`)
export const ROLE =
  set(`minister president premier chancellor governor mayor senator congressman congresswoman lawmaker judge justice general colonel major captain lieutenant sergeant admiral commander
  commissioner director secretary ambassador envoy spokesman spokeswoman spokesperson professor doctor lawyer solicitor attorney prosecutor developer coach manager striker midfielder
  defender goalkeeper winger bishop archbishop cardinal reverend rabbi imam sheikh king queen prince princess baron sir dame chairman chairwoman chairperson chair chief superintendent
  inspector officer economist analyst historian biologist scientist researcher engineer architect farmer fisherman teacher nurse surgeon trader banker businessman businesswoman entrepreneur
  councillor councilman deputy delegate negotiator activist campaigner author writer poet novelist journalist editor photographer painter sculptor composer conductor singer pianist
  musician designer chef pilot astronaut detective firefighter swimmer sprinter cyclist skater skier climber boxer mr mrs ms dr mr. mrs. ms. dr. gen. lt. col. sgt. capt. sen. rep. gov. prof. owner founder co-founder head broker baker butcher carpenter plumber electrician mechanic miner welder tailor shopkeeper grocer barber hairdresser waiter waitress bartender student pupil apprentice graduate lecturer academic scholar researcher astronomer geologist botanist zoologist ecologist meteorologist seismologist volcanologist hydrologist climatologist epidemiologist virologist immunologist cardiologist oncologist psychologist psychiatrist neurologist pediatrician paediatrician midwife paramedic vet veterinarian pharmacist dentist physician statistician mathematician physicist chemist philosopher theologian sociologist anthropologist archaeologist linguist translator interpreter librarian curator archivist auctioneer collector gardener florist forester ranger gamekeeper shepherd rancher grower winemaker brewer distiller fundraiser volunteer organiser organizer leader representative ombudsman magistrate barrister notary bailiff sheriff marshal constable patrolman warden governor treasurer accountant auditor actuary consultant strategist adviser advisor aide lobbyist diplomat consul attache commissioner undersecretary whip speaker senator premier legislator parliamentarian assemblyman selectman alderman reeve skipper quarterback pitcher batsman bowler wicketkeeper referee umpire jockey trainer golfer gymnast runner hurdler jumper thrower decathlete rower sailor yachtsman surfer snowboarder racer driver rider wrestler fencer archer judoka weightlifter fly-half prop hooker centre-back full-back fullback playmaker guitarist drummer violinist cellist trumpeter saxophonist rapper songwriter producer director-general dancer choreographer choirmaster sculptor potter illustrator animator broadcaster presenter newsreader reporter correspondent columnist commentator blogger publisher bookseller explorer mountaineer sherpa guide`)
const TITLE_PART =
  set(`prime foreign interior finance defence defense health education trade energy transport justice environment agriculture labour labor culture deputy vice assistant associate supreme high
  appeals court police fire army navy air force lieutenant major brigadier rear senior junior chief executive financial operating managing general district city county
  state federal national regional union property civil rights human flight team club head technical sporting social christian liberal labour conservative green democratic democrat
  republican party opposition ruling independent veteran local retired tax climate political market bank oil wheat dairy sheep football tennis basketball school
  university history economics biology physics chemistry medical cabinet home housing planning immigration press mission project programme program research legal minor major public private international global european african asian western eastern northern southern central senior marine naval coastal rural urban water energy food farm wine beer fashion jewellery jewelry insurance pension investment hedge fund equity retail store shop factory plant mill mine railway rail airline aviation shipping port harbour harbor border customs intelligence security counter-terrorism cyber homeland crime fraud anti-corruption drugs narcotics murder homicide traffic transport environmental wildlife conservation road safety consumer children's women's youth student youth community village town parish borough regional provincial assembly parliamentary senate house congressional ways means budget treasury revenue monetary labour-union workers' teachers' nurses' doctors' farmers' miners' drivers' pilots' employers' industry business commerce chamber tourism hotel restaurant construction software technology tech data space rocket mission science research medical surgery heart brain cancer infectious disease emergency intensive care family arms peace un nato eu us uk olympic olympics world former champion goalkeeping batting bowling`)
export const isTitlePart = (word: string): boolean => TITLE_PART.has(word) || ROLE.has(word)
/** Places known the world over, whose name alone would be taken for theirs: what tells which one is meant stays. */
export const FAMOUS_PLACE =
  set(`georgia paris london rome athens berlin moscow cairo vienna birmingham boston cambridge oxford york melbourne sydney perth hamilton victoria washington jordan lebanon
  syracuse troy memphis naples venice florence milan dublin cork belfast manchester liverpool newcastle lincoln durham halifax toronto ontario peru cuba mexico panama brazil china poland
  turkey chad mali niger granada cordoba cordova valencia toledo santiago san-jose lima delhi dover plymouth portland richmond kingston wellington christchurch bethlehem jerusalem nazareth
  lagos alexandria carthage odessa petersburg bern geneva lucerne hamburg frankfurt dresden bremen amsterdam rotterdam brussels waterloo lisbon madrid barcelona warsaw prague budapest bucharest
  sofia belgrade kiev kyiv tokyo beijing seoul singapore bangkok jakarta manila mumbai karachi kabul baghdad tehran damascus riyadh mars venus mercury jupiter saturn amazon apple shell target oracle orange delta united phoenix corona everest titanic sahara mecca medina nairobi johannesburg`)
/** What tells which of two places of one name is meant. */
export const SETTLEMENT = set(
  'town village hamlet city suburb state county province district region island republic territory neighbourhood neighborhood street farm ranch resort municipality borough parish',
)
export const UNIT =
  set(`miles mile km kilometres kilometers kilometre m metres meters feet ft inches inch cm mm yards acres hectares pounds lb lbs kg kilograms tonnes tons ounces litres liters gallons pints mph kph
  celsius fahrenheit c f °c °f million billion euros dollars yen yuan crowns francs sq square`)
export const EXTREME =
  set(`most least first last best worst record total overall all every each average per once ever highest lowest biggest largest smallest more less fewer than longest shortest
  half majority many few several only times daily weekly monthly yearly annual annually always usually often regularly again still already`)
/** What people do together or go through: such a phrase tells the occasion, not how far the rest holds. */
export const ACTIVITY =
  set(`visit trip tour summit dinner lunch breakfast banquet reception debate training funeral burial wedding mass service prayer prayers protest protests march rally parade concert festival
  anniversary hearing session meeting talks negotiations conference briefing interview speech address lecture forum panel ceremony campaign walk drive flight journey voyage chase pursuit search operation
  brawl scuffle argument quarrel row storm applause speculation fanfare delay delays rain snow fog wind winds waves heat tears cheers boos jeers silence criticism pressure debate wrangling haggling
  deliberations deliberation celebrations celebration unveiling opening call broadcast statement letter message email memo filing post video bulletin crowd crowds reporters journalists supporters
  fans onlookers spectators guard escort night nights weeks days hours months struggle illness break holiday holidays rehearsals handshake toast photograph photocall walkabout outcry uproar furore scandal
  excitement anticipation anxiety tension tensions anger jubilation emotion relief`)
/** Where something takes place that happens once. */
export const SPOT =
  set(`building ground grounds airport station hotel palace stadium headquarters school church cathedral mosque temple court courthouse courtroom centre center theatre theater arena hall office
  offices embassy consulate ministry parliament museum gallery library hospital clinic checkpoint harbour harbor port dock quay beach park square street gate gates entrance villa residence home house
  cemetery monument memorial mansion club restaurant cafe bar ballroom gym lobby garden gardens lawn steps sidelines podium venue`)
/** Verbs of something done once, which place and hour do not limit. */
export const DONE_ONCE =
  set(`signed met shook fired crashed seized visited spoke said told arrested detained escaped fled attacked stormed marched gathered rallied protested collided exploded sank landed
  ordered announced unveiled presented handed opened accepted hugged kissed fainted collapsed arrived returned departed addressed greeted welcomed thanked joined attended performed sang played scored
  died married threw hurled burned torched stole robbed stabbed beat assaulted questioned confronted interrupted heckled demanded agreed praised apologised apologized resigned surrendered fell jumped
  climbed rescued pulled evacuated treated buried mourned honoured honored awarded won lost voted approved launched lifted took`)
export const NATIONAL =
  /^(?:\p{Lu}\p{L}+(?:ish|ese|ian|ean|can|tan|ani|eli|aqi|emeni|ench|utch|reek|wiss|hai|zbek|zech|rench|ino|uvian|ole)|US|UK|EU|UN)$/u
export const ARTICLE = set('a an the its his her their')
