// What a person says of an answer or of themselves: feedback, sharing a private answer, going on from one, being forgotten (pure).
import { withoutEndMarks } from '../base/end-marks.ts'
import type { Feedback, FeedbackReason } from '../domain/feedback.ts'

export type PersonalCommand =
  /** `answerId`: null for the last answer; `reason`, `words`: null where nothing was said; `asks`: nothing was said at all yet */
  | Readonly<{ kind: 'feedback'; answerId: string | null; asks?: true } & Pick<Feedback, 'verdict' | 'reason' | 'words'>>
  | Readonly<{ kind: 'share'; answerId: string }>
  /** `sure`: asked for again, knowing what goes */
  | Readonly<{ kind: 'forget-me'; sure: boolean }>
  /** who the bot is, said when it is added */
  | Readonly<{ kind: 'welcome' }>

const ANSWER_ID = String.raw`(r_\w{1,40})`
const FEEDBACK = new RegExp(
  String.raw`^feedback(?:\s*[:,]?\s+(good|bad|helpful|unhelpful|not helpful|wrong)\b)?[\s:,]*(?:${ANSWER_ID}\b)?[\s:,.-]*(.*)$`,
  'isu',
)
const SHARE = new RegExp(String.raw`^share\s+${ANSWER_ID}$`, 'iu')
const FORGET_ME =
  /^(?:please\s+)?(?:forget\s+(?:about\s+)?me|(?:delete|erase|remove)\s+(?:all\s+)?my\s+data)(,?\s+(?:yes|really|i am sure|for good))?$/iu
const WELCOME = /^(?:welcome|introduce yourself|who are you)$/iu
const RE = new RegExp(String.raw`^re\s+${ANSWER_ID}(?:\s+(.+))?$`, 'isu')
const REASONS: readonly (readonly [FeedbackReason, RegExp])[] = [
  [
    'wrong-figure',
    /\b(?:(?:wrong|false|incorrect)\s+(?:figure|number|count|date|total)|(?:figure|number|count|date|total)s?\s+(?:is|are|was|were)\s+(?:wrong|false|incorrect))\b/iu,
  ],
  [
    'wrong-source',
    /\b(?:(?:wrong|false|bad|incorrect)\s+(?:source|quote|citation|link)|(?:source|article)s?\s+(?:does|do|did)(?:n.t| not) (?:say|mention))/iu,
  ],
  [
    'not-new',
    /\b(?:not new|nothing new|old news|out of date|outdated|stale|(?:told|said|known|seen) (?:before|already)|already (?:told|said|knew|known))\b/iu,
  ],
  ['missed-news', /\b(?:miss(?:ed|es|ing)|left out|lacks|not there|incomplete)\b/iu],
  [
    'not-asked',
    /\b(?:not (?:what|that) i (?:asked|meant)|off topic|beside the point|another question|did not answer|does not answer|irrelevant)\b/iu,
  ],
]
const WORDS_MAX = 1_000

/** Null for what is none of these. */
export function personalCommand(text: string): PersonalCommand | null {
  const said = text.replace(/[\s!.?]+$/u, '').trim()
  if (said === '👎') return { kind: 'feedback', verdict: 'bad', answerId: null, reason: null, words: null }
  const feedback = FEEDBACK.exec(said)
  if (feedback !== null) return feedbackOf(feedback)
  const shared = SHARE.exec(said)?.[1]
  if (shared !== undefined) return { kind: 'share', answerId: shared }
  const forget = FORGET_ME.exec(said)
  if (forget !== null) return { kind: 'forget-me', sure: forget[1] !== undefined }
  return WELCOME.test(said) ? { kind: 'welcome' } : null
}

function feedbackOf([, verdict = '', answerId, behind = '']: RegExpExecArray): PersonalCommand {
  const words = behind.trim().slice(0, WORDS_MAX)
  const isGood = /^(?:good|helpful)$/iu.test(verdict)
  // Whoever writes a sentence of feedback without saying which kind has something to complain of.
  return {
    kind: 'feedback',
    verdict: isGood ? 'good' : 'bad',
    answerId: answerId ?? null,
    reason: isGood || words === '' ? null : reasonIn(`${verdict} ${words}`),
    words: words === '' ? null : words,
    ...(verdict === '' && answerId === undefined && words === '' ? { asks: true } : {}),
  }
}

const reasonIn = (words: string): FeedbackReason => REASONS.find(([, form]) => form.test(words))?.[0] ?? 'other'

/** `re r_12ab and in Ruili?`: a remark about an answer that only its asker sees; null for anything else. */
export function goingOn(text: string): Readonly<{ answerId: string; words: string | null }> | null {
  const [, answerId, words = null] = RE.exec(text.trim()) ?? []
  return answerId === undefined ? null : { answerId, words }
}

/** “privately owned mines” are what a question may be about. */
const MANNER =
  /^(privately|in private|only for me|just for me|publicly)(?:\s*[:,]\s*|\s+(?!\p{L}+(?:ed|held|run|built|made|known)\b))(.+)$/isu
const MANNER_BEHIND = /^(.+?)(?:\s*,\s*(?:privately|in private)|[\s,]+(?:only|just) for me)$/isu

/** Who is to see the answer, where the words say so; and the words without that. */
export function mannerOf(text: string): Readonly<{ manner: 'private' | 'public' | null; text: string }> {
  const said = text.replace(/^[\s\p{Cf}]+/u, '').replace(/^\/(?:brief\b)?\s*/iu, '')
  const before = MANNER.exec(said)
  if (before !== null) return { manner: before[1]?.toLowerCase() === 'publicly' ? 'public' : 'private', text: before[2] ?? '' }
  const behind = MANNER_BEHIND.exec(withoutEndMarks(said))
  return behind === null ? { manner: null, text } : { manner: 'private', text: behind[1] ?? '' }
}
