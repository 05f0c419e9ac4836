// “news”, “what happened yesterday?”, “updates on trade this week” → a topic, and since when (pure).
import type { Topic } from '../domain/topic.ts'
import { topicCalled } from './topic-words.ts'

const LEAD = `(?:(?:please |just )?(?:give|show|tell|send|get)(?: me| us)? )?`
const NEWS = `(?:any |all |the |some |more )*(?:latest |newest |recent |top |\\d{1,2} |main |important |most important |biggest |breaking |new )*(?:news|updates?|headlines?|developments?|briefing|brief|summary|overview|story|stories)`
const HAPPENING = `what(?:'s| is| has| are| was)?(?: been)? (?:the (?:latest|most important|top|main|big(?:gest)?)(?: (?:news|story|thing))?|(?:new|happened|happening|changed|going on|up))`
const ALL = `(?:brief(?: (?:me|us))?|summari[sz]e (?:everything|(?:all )?the news)|the latest|latest|catch me up|fill me in|anything new|${NEWS}|${HAPPENING})`
const ABOUT = `(?: (?:on|about|in|with|for) (?:the )?(.+?))?`
const TIME = `(?:,? (?:from |of |for |over |in |during )?(?:the )?(today|yesterday|now|this morning|last night|this (?:week|weekend|month|year)|(?:last|past)(?: (?:few|couple of|\\d{1,2}|two|three|four|five|six|seven))? (?:hours?|days?|weeks?|weekend|fortnight|months?)))?`
const OVERALL = new RegExp(`^${LEAD}${ALL}${ABOUT}${TIME}$`, 'u')
const ONLY_TIME = new RegExp(
  `^${LEAD}(?:today|yesterday|this (?:week|weekend|month)|(?:the )?last (?:week|weekend|month|(?:few|\\d{1,2}) days))$`,
  'u',
)

/** `today's news` → `news today` */
const timeLast = (plain: string) =>
  plain.replace(
    /^((?:give|show|send) me )?(today|yesterday|this week)(?:'?s)? (news|headlines|updates|stories|briefing|brief|developments)$/u,
    '$1$3 $2',
  )

/** Words for the time since when all is asked for, of whatever it is; null where none or something besides is said. */
export function timeAsked(plain: string): string | null {
  if (ONLY_TIME.test(plain)) return plain.replace(/^the /, '')
  const [, about, time] = OVERALL.exec(timeLast(plain)) ?? []
  return about === undefined && time !== 'now' ? (time ?? null) : null
}

/** Null for what is asked of something that is no topic. `since`: words for a date. */
export function overall(plain: string, topics: readonly Topic[]): Readonly<{ topic: Topic; since: string | null }> | null {
  const [main] = topics
  if (main === undefined) return null
  if (ONLY_TIME.test(plain)) return { topic: main, since: plain.replace(/^the /, '') }
  const [whole, about, time] = OVERALL.exec(timeLast(plain)) ?? []
  if (whole === undefined) return null
  const topic = about === undefined ? main : topicCalled(about, topics)
  return topic === null ? null : { topic, since: time === undefined || time === 'now' ? null : time }
}
