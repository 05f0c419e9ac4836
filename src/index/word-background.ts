// How common words are in general text, so that rarity does not hang on the articles at hand; made by scripts/fit/word-background.ts (pure data).

/** Texts counted. */
export const BACKGROUND_TEXTS = 126

/** Stems by the number of texts they stand in: "12: word word". */
export const BACKGROUND = `
4: aboard abu accessibl accommodat acre adding advertis advertisement advic affair african afterward aimed alarm alleg allegation
allegedly alpin alter amsterdam analyz andrew anyon anyth appearanc appoint approv arab arabic argument armed arrival aspect attribut
austria austrian autonomous await background balanc ball bbc behalf behaviour bell bet bigger biggest bin box broadcast bruc bulk ca
california canadian candidat capabl capacity caribbean catholicism ceas celebrat cell character chemical chosen classic classify client
closer closur coach comfortabl communication compet complicat compris conduct congress conquer consideration constitut constitution
contemporary continuous corner corporat correct crash creek crisis croatia crop custom cycl dangerous dating daughter deadlin debt
declaration delivery democracy democrat denot dependent descendant devot disaster dispatch distinction distinctiv divers diversity dollar
dominanc door drain drov drug du dub dynamic eat edge educational effectively efficiency egypt electric electricity elimination elit
elsewher ending enemy enforc entertainment equipment essentially ethnic even exceed exhibit expedition expens exploration export extensiv
extrem facilitat fairly fashion favour fine fired firm flood football ford formally format fram frontier furthermor gate gaug glob
globally gold golden greec green guy hall hang heart heavily henc henry historian ho holiday holy hopeful hostag hostility hunt ideal
ideology immigrant impeachment imperial implementation import incorporation indigenous infection inform infrastructur inquiry insight
install installation intelligenc interpretation ireland islamic item japanes jean johnson journey justic kick kid kilometer korean
landscap latin lawyer le leak leas legacy legitimat letter libya lifestyl liquid los love luca magazin mainland manipulat mari maritim
marriag mathematic mathematician memory messag migrant milan mileston minimum minor minority mixed moon moreover motorcycl mouth movy
narrow necessarily newly newspaper none nonetheless normal noth nuclear occasionally olympic opinion opportunity opposition orang outer
owner pacific pack packag page panel parallel park parliament participation path patrick pattern paying perfect pioneer plain politician
poll poor possession possibility pound prefer premier pretty princ principally priority prisoner proc procedur progress proper properly
provider prussia psychological pursuit quarantin queen r rabbit radical raid ravag rd rebellion recognition reduction regim regulation
reign remedy renam render repeat replacement reporter reproduc republican reserv resign resolv respiratory restrict retreat richard rising
rome rural salt saved scandinavia seiz sensitiv session settler shell shield signal silk silver simon slaughter slav slowly smallest solar
solely someon speaker spit spot squar stabl stor storag story strain strongly subscrib substanc sugar suitabl super suppos survey symbol
talent tech television temporary tension theoretical thereby tight tour tower toxic trac tract treat trial trib trigger tripl twenty
undergo unequal uniform unsuccessful variation violenc violent virtu visitor volunteer voter vulnerabl warm watch wealth weapon westward
whatever wherea whereby wild wilson withdraw withdrawn worship worth www y
5: absenc academic ad adam administrativ advocat afghan africa alternativ ambassador analyst ancient angel appl appropriat aris arm artist
asian asking astronaut atlantic attend attract australia automatically awar bear bed belgium bid blue boat boost bound brok bubonic
captain care category catholic certainly chairman charity charter chris circulat circumstanc cited citizen claimant coal coalition code
collection commerc component compos confederation confidenc consequenc considerabl constant continental cool costly count coup creation
crew crim criticism da daniel davis deadly dedicat deem deep definition degre demonstrat depth descend detect diagnos diagnosis died diet
disciplin distinct doctrin domestic dominant dozen driven dry duke dutch easier easily elect elizabeth employ enhanc ensur environmental
equally equip error escap establishment et everyth execut exercis expert exploit expos extent facility facing facto farm fast felt financ
fled flight florida flow foot formerly freedom fundamental generat german girl giving gmt goe gone gray greatest grew h horizon hot
hypothesis identity immediat immediately imply improvement inch increasingly industrial influential instrument interactiv intervention
invad iran irish islam isolat japan kevin l labour lake last legislativ let liberal lift lived lock lord lose lung machin mail manufactur
map marry massiv medieval migrat migration mix mongolia monopoly mostly motor mount mr negotiat negotiation neighbor netherland nine
normally norman northwest northwestern one opposit owned pair participat partly partner passag peak persian phas pierr plat platform plu
pneumonic politic pollution potentially practical priz proclaim professional profil prominent provision pull pursu q quarter radio ran
rapid rapidly reality reasonabl recognis recommend recruit referenc regularly republic respectiv respond retain review roll ruled san save
schem secur security selection sentenc sequenc settl shot sieg simply soft soldier son sound southeast spain specific split spok stev ston
strengthen stretch stronger substantial successfully supposedly suppress sure surrender suspect suspension switch switzerland t taliban
target tariff technological text thank therefor thoma thron ticket tom tool topic touch traffic transmission treasur treaty un uncertainty
unify uniqu unlik useful valley variant vary villag virtually visibl vision visual wait wale warfar weaken weekend weight wheel whit wind
window winter worry worst x yesterday
6: abandon ability absolut acting actual administrator adoption afghanistan allianc amongst analysis animal arrest art assembly assert
association attention avoid award ban bill blam born bottom brief broad brother buy canada catch caught cent chamber chanc check
christopher closely cloud cold collaps color commit committe conclud conferenc conquest construct consumption contrast correspond counter
county crown daily damag dead defend defin deputy digital diplomatic discussion distanc distribution duty earth easy eating economy edward
efficient eliminat email engag engin enjoy enterpris entitl era evolution exactly exception experiment explor extra faced familiar famous
fan father federal file finish fit food formal fortun fully gallery garden garrison gather generation greek headquarter hear heavy height
hong honor illegal illustrat implement incom incorporat inde independenc independently indian initial institution intellectual interior
interview invasion investor italian job journal km korea log louis manufacturer marin maximum mechanism mention merchant met mind ministry
mission mobil motion nasa nativ nevertheless norway object objectiv occupation ongo onlin opponent parent participant patient paul percent
permanent personal phon physical pictur plagu politically practic preliminary print profit prompt prov publication recogniz recommendation
relativ renew resistanc restor retir revenu rich root rose row ruling safe safety saint saturday scientific scor seek select shor slightly
sort specifically spent spirit st status street subsequent succeed successor suit summer supporter surpris symptom task techniqu
thereafter threat threaten titl trader traditionally transmit tree typically unless v veteran w walk wear weather welcom widespread worker
yield zone
7: account accus actor address admit advantag announcement arrang asked australian bad behind board brand campaign ceo chain charl
christian climat coast collect colonial colony command commander commission competition completely consumer continent contract council
coupl credit customer decreas deliver democratic deny deriv difficulty display disput distinguish distribut earn eight election employe
enabl engineer entry environment equivalent essential explanation external failur faster favor fee fell fifth film fire floor fold fought
founder fourth g gas govern governor heritag historic historical host ii india initially innovation insid inspir instanc institut
investigat investment june k kind kong lie mass meant michael monthly mother mountain moved multi natural necessary notic officially older
oppos option orient originally originat otherwis output overall paid paris passenger powerful preserv pressur principal proceed professor
protection push quality refuge refus relatively religion reportedly requirement respect respectively responsibility reuter rock round
russia section sell send sever shift shortly simpl sit slow sold solution spanish special staff star stock strategy strip subsequently
sweden syria tabl tax temperatur town tradition transfer treatment true typical ultimately upper van victim visit volum wall wife woman
worldwid
8: activ affect agreement aim alon answer anti april articl attach back basic battl bay bit captur characteriz church civil clearly com
combination commonly complex concentrat connect content core critic crowd david defeat delay destroy differ director district doctor
dominat doubl draw eastern education effectiv empir etc evidenc evolv except exclud expansion extension f fear feed figur fill formation
georg gradually highly hospital huge importanc inner intend investigation invit king knowledg leagu length living london management march
match multipl noted numerous observ obtain ocean paper plant player polic possibly pre press previous primarily purchas purpos recover
reflect regional reject relationship rely representativ resident resourc respons responsibl revers revolution robert roman room scholar
seat serious similarly somewhat spring step struggl student success suffer surround surviv tell train transport trip tv twitter variety
vote william wish writ writer young
9: adopt aid ally annual approach army assist assum author b bank basis certain challeng chief children choic construction controll court
critical cross cultur cultural currently d discovery document drop emerg england entirely equal exchang fair fight fixed germany getty got
happen heat highest highlight indicat italy january joint label latter learn light link loss lot manag measur moving music n natur network
officer organization outbreak p peac perform perhap piec pm port previously principl prior probably protect protest provinc rank reform
remov request researcher rest risk river road season seven shap shown social speed spend sport station stream styl subject submit sunday
theory traditional union unknown video washington widely written wrot
10: actually ap asia availabl band body brought channel chines community compar computer conflict connection data date debat declar
determin devic differenc discover division donald energy enter extend family feel friday global grant growth hard idea identify impos
internal internet island jame kept largely list make matter men method mile minut muslim occupy operat pick prevent pric primary privat
promis promot question ready religious rise rout royal sale schedul scientist search sought surfac thursday understand vehicl warn wave
win
11: access activity agre already america argu arriv august block book border break co commercial convert cours decid defens demand
difficult direction diseas divid encourag ended entir expect explain express factor fall financial forward franc function grow hope impact
languag latest locat location mainly majority mark money movement night northern note origin particular potential pro production project
quickly read really recently red regard relation roughly school secretary self sens settlement ship situation size society stand stay stop
successful suggest talk travel trying usually whol won york
12: achiev administration advanc age air al apply averag becom beij billion branch bring britain capital car centr central citation class
coming concept contact contribut cover current declin depend english especially estimat eventually finally foundation full gave generally
goal greater improv la law legal likely media medical mid middl operation pay performanc presenc program quit rais reveal rule saw sea
significantly someth structur take ten total trad uk valu victory
13: accept added alway application benefit big british c charg clear cut department detail directly economic establish expand experienc
free french front fund great hit human hundr independent international introduc july material original political popular position property
propos refer replac represent separat short significant site sometim speak stag user version west women
14: action agency ago amount attack beyond black combin confirm december decision direct effort element face field final foreign give
grand hand health history individual influenc information keep kingdom larger leader man market named nearly offic outsid pass past photo
policy real recent research soon sourc southern standard study taken together trump type university view water wide
15: act addition associat best concern contain deal death effect fail february kill lack late leav limit lost military model particularly
person population prim reduc seem sent september strong thing thought troop wednesday western
16: appear attempt authority base built business consist cost driv european fact game ground higher involv line littl low main meet
minister party process rang reason record role scal scienc sign similar smaller spread territory test try updat word
17: additional began better century control describ design east europ event gain given go going half industry instead john know land
largest longer move non october problem relat serv sery singl supply taking thousand throughout top
18: build carry china common complet condition decad develop enough exampl find five focus futur head held join life live lower maintain
modern monday nation offer period produc product reach requir run side
19: de despit development hour key member name north occur official rate receiv seen servic spac statement using various want
20: almost along believ center city claim earlier exist hous lead m national old possibl post present releas south team technology think
took war
21: announc continu different e featur forc hold important level order region support term
22: able american consider interest launch president set third
23: due far former good issu major making nov play right six th turn
24: area caus home known led publish see several shar small tuesday
25: allow begin company general power return used world
26: accord based early follow increas local mean plac public way week
27: clos country creat form four later look million need point remain result show today
28: government left open plan start use
29: case chang come found help larg number second system
30: group imag provid
31: end month november s
32: get high part
34: report
36: work
37: long unit
38: call peopl
39: includ
43: thre
45: day
50: stat
52: first
58: two
61: time
64: year
65: new
`
