// Words whose full stop need not end a sentence, by how they behave (pure data).

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Always followed by what they belong to: titles, ranks, "Mt. Fuji". */
export const NEVER_LAST = list(`
mr mrs ms mx dr prof messrs mme mlle fr rev hon msgr gen lt col maj capt cpl sgt pvt adm brig cmdr cmd cdr cpt comdr insp supt det sen rep reps sens gov
pres amb atty st mt ft cf vs viz al-h asst assoc dept det supt lieut u daw ko ma saw sai khun bros`)

/** Followed by a number when not at the end: "No. 5", "Sec. 12", "p. 4". */
export const BEFORE_NUMBER = list(
  'no nos art arts sec secs fig figs p pp vol vols ch chap eq ex op para paras para rm ext approx ca c est num',
)

/** Months, which a day follows; also days of the week. */
export const CALENDAR = list('jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun')

/** May end a sentence; whether they do is told by the next word. */
export const MAY_BE_LAST = list(`
inc ltd co corp cos llc plc jr sr esq etc al dept univ am pm a.m p.m u.s u.k u.n u.s.a d.c e.u ph.d m.d b.a m.a n.y l.a assn assoc bldg ave blvd rd hwy mfg
intl natl govt gov jt min max tel approx sq ft in mi km kg lb lbs oz hrs hr mins secs yrs yr b.c a.d bc ad ret dist co-op est misc orig dep div int
alta ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo`)

/** Written with inner stops and never last: "i.e.", "e.g.", "f.e.". */
export const IN_THE_MIDDLE = list('i.e e.g f.e viz cf resp incl excl med btw')

/** Capitalised words that begin a sentence rather than continue a name; asked only after a word that may or may not end one. */
export const SENTENCE_STARTERS = list(`
a an the this that these those it its he his she her hers they their them we our us i my you your who what when where why which whose how if while as at
by for from in into of on onto over per since to under until upon with within without after before during despite although though because unless whether
and but or nor so yet also however meanwhile moreover furthermore still then there here thus therefore instead indeed otherwise nevertheless nonetheless
according among another any all both each either every few many more most much neither no none not now once one only other others several some such than
two three four five six seven eight nine ten today yesterday tomorrow earlier later last next just even ever never are is was were will would can could
did do does had has have may might must should shall let did please born among amid across around about against along following`)
