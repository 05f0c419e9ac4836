// What is asked of the bot itself, or of what it does not do → a command or one sentence (pure). No article could answer any of it.
import type { Topic } from '../domain/topic.ts'
import { TOPIC_FORM } from './parse-topics.ts'

export type AboutTheBot =
  | Readonly<{ kind: 'said'; text: string }>
  /** `whole`: of all that is read here, wherever it is asked */
  | Readonly<{ kind: 'sources'; whole: true }>
  | Readonly<{ kind: 'status' }>
  | Readonly<{ kind: 'topics' }>
  | Readonly<{ kind: 'subscriptions' }>
  | Readonly<{ kind: 'feedback'; verdict: 'good' | 'bad'; answerId: null; reason: null; words: string | null }>

const QUOTES_ONLY =
  'I am a bot that quotes: what I show stands word for word in an article that was read here, with its source, and where none says it I say so. A model, where one is set up, only chooses and shortens. “why” tells how an answer came about, “sources” what is read.'
const NOT_DONE =
  'I show what articles say, in their own words: I do not write, translate, draw or guess. Ask what they say, and “export” makes a file of an answer.'
const PRIVACY =
  'Kept are your questions, with a keyed hash in place of your name, what you say of answers, and who made a subscription; messages not meant for me are not. Others in a channel see what is asked there: “privately …” answers you alone. “forget me” erases what is kept of you.'
const LANGUAGES =
  'Answers are in the words of the articles, in whatever language these are. Questions in English are read best; of Chinese, Burmese, Spanish, French, Russian and Thai what word lists know.'
const FILES = 'An answer can be kept as Markdown or HTML, in Slack also as a canvas: “export as html”, which a browser prints as a PDF.'
const COMPLAIN = 'Write “feedback” and what is wrong: it reaches whoever runs this desk.'
const LEAVE_ME =
  'I answer only where I am asked. To end a digest here write “unsubscribe” and its topic, to hold it for a while “pause”; “subscriptions” lists what this channel gets.'

const IN_WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:are you (?:an? )?(?:real |live )?(?:ro)?(?:bot|human|person|real|ai|machine|llm|chat ?gpt)(?: or .+)?|(?:who|what) are you(?: exactly)?|what is this(?: thing| bot| app)?|do you (?:hallucinate|lie|make (?:things|stuff|this|it) up|invent (?:things|facts))|who (?:made|built|wrote|programmed|created|runs|owns) (?:you|this bot)|(?:do|are) you us(?:e|ing) (?:an? )?(?:ai|llm|chat ?gpt|(?:language )?model)s?|(?:can|should|why should) (?:i|we) (?:trust|believe|rely on) you|how do you work|is (?:this|it) (?:an? )?(?:bot|ai|ai[- ]generated))$/,
    QUOTES_ONLY,
  ],
  [
    /^(?:(?:can|could|will|would) you )?(?:please )?(?:(?:translate|rewrite|rephrase|paraphrase|compose|draft|draw)\b.*|(?:write|make)(?: (?:me|us))?(?: up)? (?:an? |the |some )?(?:\w+ )?(?:story|tweet|post|poem|essay|articles?|headline|reports?|summary|email|letter|press release|song|script)\b.*|(?:find|show|send|get|give)(?: (?:me|us))? (?:an? |the |some )?(?:pictures?|photos?|images?|videos?|maps?)\b.*|(?:tell|sing)(?: me)? (?:an? )?(?:joke|poem|song|story)\b.*|do you (?:write|translate)(?: \w+)?)$/,
    NOT_DONE,
  ],
  [
    /^(?:privacy(?: policy)?|gdpr|data protection|opt out|(?:delete|erase|remove) (?:everything|all|what)(?: that)? you (?:know|have|keep|store)(?: (?:about|of|on) (?:me|us))?|how long (?:do you|will you|is|are) (?:keep|store|save)?\s?(?:my |our |the )?(?:data|questions?|messages?)(?: kept| stored)?|who (?:can|could|will) (?:see|read) (?:what i ask|my (?:questions?|messages?)|this|these)|what do you (?:know|store|keep|remember|have) (?:about|of|on) (?:me|us)|(?:do|will) you (?:store|keep|log|save|record|remember) (?:this|that|me|anything|everything|what i (?:ask|say|write)|my (?:questions?|messages?|data))|is (?:this|it|that) (?:private|confidential|anonymous))$/,
    PRIVACY,
  ],
  [
    /^(?:(?:please |can you |could you )*(?:set|change|switch|use)(?: the| my| your)? languages?\b.*|(?:please |can you |could you )*(?:speak|talk|answer|reply)(?: to me)?(?: in)? (?:english|french|german|spanish|chinese|mandarin|burmese|thai|russian|hindi|japanese|my language|another language)(?: please)?|do you (?:speak|understand|read|know) (?:english|french|german|spanish|chinese|mandarin|burmese|thai|russian|hindi|japanese|other languages)|what languages? do you (?:speak|know|read|understand)|(?:en|in) (?:français|francais|español|english|deutsch)(?: svp| please| por favor)?|parlez?(?:-vous)? (?:le )?fran[çc]ais|(?:请|請)?(?:说|說)中文.*|မြန်မာလို ပြော.*)$/u,
    LANGUAGES,
  ],
  [
    /\b(?:export|save|download|send|give|get|have|make)\b.*\b(?:pdf|word (?:file|document)|docx|excel|xlsx|csv|spreadsheet|powerpoint)\b/,
    FILES,
  ],
  [/^(?:report (?:an? )?(?:bug|error|mistake|problem|issue)|(?:an? )?(?:complaint|bug)|i (?:want|would like) to complain)$/, COMPLAIN],
  [
    /^(?:stop(?: it| that| bot)?|shut up|go away|be quiet|mute|enough|leave (?:me|us) alone|stop (?:talking|posting|messaging(?: me| us)?))$/,
    LEAVE_ME,
  ],
]

const COMMANDS: readonly (readonly [RegExp, AboutTheBot])[] = [
  [
    /^(?:(?:what|which) (?:are your |news )?(?:sources|papers|outlets|feeds|media|sites|websites|newspapers)(?: (?:do (?:you|we) (?:use|read|have|follow|know)|are (?:there|here|you (?:reading|using))|can you read))?|where do you (?:get|take|have) (?:your|the|this|that) (?:news|information|articles|data)(?: from)?|what do you read)$/,
    { kind: 'sources', whole: true },
  ],
  [
    /^(?:how many (?:articles|sources|stories)(?: (?:do you have|have you (?:read|got)|are (?:there|here)|are in here))|when (?:did you last (?:update|read|refresh|poll)|were you last updated|was (?:this|your data|the (?:news|index)) (?:last )?updated)|how (?:current|recent|fresh|old|up to date) (?:are you|is your (?:data|news|information))|version|your version|what version(?: is this| are you)?)$/,
    { kind: 'status' },
  ],
  [
    /^(?:(?:what|which) topics(?: (?:are there|are here|do you (?:have|know|cover|follow)|can (?:i|we) (?:ask|choose|get)))?|what do you (?:cover|follow|know about)|(?:list |show |all )?(?:the )?stories|what stories are (?:there|here))$/,
    { kind: 'topics' },
  ],
  [
    /^(?:what (?:am i|are we|is this channel) subscribed to|when (?:is|does|do|will) (?:the |my |our |we |i )*(?:get |next |digest |coming |come |be sent )*(?:digest|one|edition)(?: come)?|when is the next digest(?: here)?|my digests?|do (?:i|we) have (?:a |any )?(?:subscriptions?|digests?))$/,
    { kind: 'subscriptions' },
  ],
]

const BAD =
  /^(?:no,? )?(?:(?:that|this|it|you|(?:your|the|this|that) answer)(?:'s| is| was|'re| are) )?(?:(?:just |simply |completely |totally |all |so |really |very )?(?:wrong|incorrect|not (?:right|true|correct|helpful|what i (?:asked|meant|wanted))|false|outdated|out of date|incomplete|old news|nonsense|rubbish|useless|unhelpful|stupid|terrible|garbage)|(?:an? )?(?:bad|wrong|poor|terrible) (?:answer|bot))$/
const LACKS = /^(?:you (?:have |'ve )?(?:forgot|forgotten|missed|left out|omitted|overlooked)\b.+|👎.+)$/u
const GOOD =
  /^(?:(?:that|this|it)(?:'s| is| was) )?(?:(?:very |really |so )?(?:useful|helpful)|(?:an? )?(?:good|great|nice|excellent) answer)$/
const HOW_TO = /^(?:how (?:do|can|could|would) (?:i|we|you|one)|how to|can (?:i|we)|where (?:do|can) (?:i|we))\s+(.+)$/

/** Null for what articles may answer. `plain`: small letters, without end marks. */
export function aboutTheBot(text: string, plain: string, topics: readonly Topic[]): AboutTheBot | null {
  const told = IN_WORDS.find(([form]) => form.test(plain))?.[1]
  if (told !== undefined) return { kind: 'said', text: told }
  const command = COMMANDS.find(([form]) => form.test(plain))?.[1]
  if (command !== undefined) return command
  const feedback = { kind: 'feedback', answerId: null, reason: null } as const
  if (BAD.test(plain) || LACKS.test(plain)) return { ...feedback, verdict: 'bad', words: text }
  if (GOOD.test(plain)) return { ...feedback, verdict: 'good', words: null }
  const wanted = HOW_TO.exec(plain)?.[1]
  const way = wanted === undefined ? null : wayTo(wanted, topics[0]?.name ?? 'border')
  return way === null ? null : { kind: 'said', text: way }
}

/** How something is done here; null for what only the news may tell how to do. */
function wayTo(wanted: string, topic: string): string | null {
  const ways: readonly (readonly [RegExp, string])[] = [
    [
      /^(?:unsubscribe|(?:stop|end|cancel|turn off) (?:the |my |these |a )?(?:digests?|subscriptions?|messages|notifications))\b/,
      `Write “unsubscribe ${topic}”; “pause ${topic} until Monday” only holds it for a while, and “subscriptions” lists what this channel gets.`,
    ],
    [
      /^(?:subscribe|(?:get|have|receive|make|set up|start|schedule) (?:an? |the |my )?(?:daily |weekly |morning |regular )?(?:digests?|briefings?|updates?|subscriptions?|summar(?:y|ies)))\b/,
      `Write “subscribe ${topic} daily 08:00 Europe/London”, or “subscribe” alone for a form; any question in quotation marks will do for a topic.`,
    ],
    [
      /^(?:add|follow|include|connect) (?:an? |the |my |new |another )*(?:sources?|feeds?|sites?|pages?|articles?|websites?|rss)\b/,
      'Write “add” and its address: “add https://news.example/feed”. “sources” says how each is doing, “remove” ends one.',
    ],
    [/^(?:add|make|create|define|edit|change) (?:an? |the |my |our |own |new )*(?:topics?|beats?)\b/, TOPIC_FORM],
    [
      /^(?:change|set) (?:the |my |our )*time ?zone\b/,
      'Write “settings zone Asia/Yangon”; a subscription takes its own behind the time: “daily 08:00 Asia/Yangon”.',
    ],
    [
      /^(?:delete|erase|remove|clear) (?:all )?my (?:data|questions|history)\b/,
      'Write “forget me”: it says what goes before anything does.',
    ],
    [/^(?:give|send|leave) (?:you )?feedback\b|^(?:complain|report (?:an? )?(?:error|mistake|problem))\b/, COMPLAIN],
    [
      /^(?:export|save|download|print|keep) (?:this|that|it|an? (?:answer|briefing)|the (?:answer|briefing))\b/,
      'Write “export” under an answer, or “export border as html”.'.replace('border', topic),
    ],
  ]
  return ways.find(([form]) => form.test(wanted))?.[1] ?? null
}
