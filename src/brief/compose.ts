// Puts an answer together: the composer's drafts, or what a model chose among them and a few more; every word of it judged by verify/.
import { sha256 } from '../base/hash.ts'
import type { Answer, Change, Making } from '../domain/answer.ts'
import type { SpanRef } from '../domain/answer-record.ts'
import type { Claim } from '../domain/claim.ts'
import type { Hit } from '../search/search.ts'
import { claimSaying, type Verdict, verifyVerbatim } from '../verify/verify.ts'
import type { BriefDependencies } from './brief.ts'
import { supersedes } from './changes.ts'
import type { Asked, Choice } from './choose.ts'
import { citationOf, claimFrom } from './cited.ts'
import { groupsOf, headingsIn } from './grouping.ts'
import type { Picked } from './model-reply.ts'
import { repeats, saysTheSame, tellsAgain } from './saying.ts'
import type { Draft } from './select.ts'

export type ComposeRequest = Readonly<{
  question: string
  /** the extractive answer, complete */
  drafts: readonly Draft[]
  /** what a model may choose besides; none of it tells one of the drafts again */
  others: readonly Draft[]
  /** most claims */
  most: number
  /** most words of all claims together, as far as that leaves LEAST_CLAIMS; any number when absent */
  words?: number | undefined
  /** figures that moved among what was found */
  changes: readonly Change[]
  /** every draft stays, in whatever order: what is left out of a digest would never be told */
  keepAll?: boolean | undefined
  deadlineMs?: number | undefined
}>

/** A claim with the draft it was made of and the verdict on its words; `group`: which one a model put it into, if any. */
export type Told = Readonly<{ draft: Draft; claim: Claim; verdict: Verdict; byModel: boolean; group?: number | undefined }>

export type Composed = Readonly<{ told: readonly Told[]; grouped: Pick<Answer, 'groups'>; model: Answer['model']; making: Making }>

const MOST_OFFERED = 16
/** Brackets of markup and code, settings, words no language has: what holds them is shown as it is, and no model is asked about it. */
const NO_PROSE = /[<>{}[\]|\\=]|\S{30}/u
const LEAST_CLAIMS = 3

/** What may never be shown is no passage for an answer: hidden characters, active markup, orders to a machine. */
export const isFitToShow = ({ passage }: Hit): boolean => verifyVerbatim(passage.text).verdict !== 'drop'

const isProse = ({ hit }: Draft): boolean => !NO_PROSE.test(hit.passage.text) && verifyVerbatim(hit.passage.text).verdict === 'accept'

/** The drafts stand whatever becomes of the model: it can order, group, leave out, add from what it was offered and propose shorter words. */
export async function compose(request: ComposeRequest, { model, elapsed }: Deps): Promise<Composed> {
  const { question, drafts, others, most, deadlineMs } = request
  const extractive = drafts.map(verbatim)
  const made = { offered: [...drafts, ...others], headings: [], choice: { kind: 'off' } as const, ms: 0 }
  if (model === null || drafts.length === 0) return composed(extractive, 'off', made)
  const offered = [...drafts, ...others].filter(isProse).slice(0, MOST_OFFERED)
  const started = elapsed()
  const passages = offered.map(({ hit: { passage, article } }) => ({
    text: passage.text,
    source: article.label,
    publishedAt: article.publishedAt,
  }))
  // A digest has headings of its own: what changed, and what is new.
  const headings = request.keepAll ? [] : headingsIn(offered)
  const choice = await model({ question, offered: passages, headings, most, deadlineMs })
  const asked = { offered, headings, choice, ms: Math.max(0, Math.round(elapsed() - started)) }
  const told = choice.kind === 'chosen' ? toldBy(choice.picks, offered, request) : []
  if (told.length > 0) return composed(request.keepAll ? told.map((one) => ({ ...one, group: undefined })) : told, 'used', asked)
  return composed(extractive, choice.kind === 'off' ? 'off' : 'rejected', asked)
}

/** What stood for choice, and what came of asking. */
type Chosen = Readonly<{ offered: readonly Draft[]; headings: readonly string[]; choice: Choice; ms: number }>

type Deps = Readonly<{ model: BriefDependencies['model']; elapsed: BriefDependencies['elapsed'] }>

function verbatim(draft: Draft): Told {
  return { draft, claim: claimFrom(draft), verdict: verifyVerbatim(draft.hit.passage.text), byModel: false }
}

function toldBy(picks: readonly Picked[], offered: readonly Draft[], request: ComposeRequest): readonly Told[] {
  const chosen = picks.flatMap(({ at, text, group }) => {
    const draft = offered[at]
    const told = draft === undefined ? null : judged(draft, text, request)
    return told === null ? [] : [{ ...told, group }]
  })
  const kept = within(toldOnce(chosen, request), request)
  if (kept.length === 0) return []
  const left = request.drafts.filter((draft) => !kept.some((told) => told.draft === draft) && !mayGo(draft, kept, request))
  // A newer figure goes before the older one, anything else that has to stay after what was chosen.
  return left.reduce<readonly Told[]>((told, draft) => {
    const older = told.findIndex((other) => supersedes(draft.hit, other.draft.hit, request.changes))
    return told.toSpliced(older < 0 ? told.length : older, 0, { ...verbatim(draft), group: told[older]?.group })
  }, kept)
}

/** What only repeats a claim before it goes, in whatever groups the two were put, unless it has to stay. */
function toldOnce(chosen: readonly Told[], request: ComposeRequest): readonly Told[] {
  const told: Told[] = []
  for (const one of chosen) {
    const { saying } = one.draft
    const again = ({ draft: { saying: before } }: Told) =>
      saysTheSame(before, saying) || repeats(before, saying) || tellsAgain(before, saying)
    if (!told.some(again) || !mayGo(one.draft, [], request)) told.push(one)
  }
  return told
}

/** The claim in the words proposed, in the passage's own where these are not accepted; null when they are unfit and nothing is lost with the passage. */
function judged(draft: Draft, text: string | null, request: ComposeRequest): Told | null {
  if (text === null) return { ...verbatim(draft), byModel: true }
  const { claim, verdict } = claimSaying(text, citationOf(draft.hit), ...draft.same.map(citationOf))
  if (claim !== null) return { draft, claim, verdict, byModel: true }
  return mayGo(draft, [], request) ? null : { ...verbatim(draft), verdict: { ...verdict, verdict: 'repair' }, byModel: true }
}

/** What no model was asked about stays, a denial or a doubt stays, and so does the newest of a figure where an older one is shown. */
function mayGo(draft: Draft, shown: readonly Told[], { keepAll, changes }: ComposeRequest): boolean {
  const newer = shown.some((told) => supersedes(draft.hit, told.draft.hit, changes))
  return keepAll !== true && isProse(draft) && draft.hit.passage.polarity === 'states' && !newer
}

/** As many as can be read in a minute; what comes first in the model's order stays. */
function within(told: readonly Told[], { words = Number.POSITIVE_INFINITY }: ComposeRequest): readonly Told[] {
  let said = 0
  return told.filter(({ claim }, at) => {
    const length = claim.text.split(/\s+/u).length
    if (at >= LEAST_CLAIMS && said + length > words) return false
    said += length
    return true
  })
}

function composed(told: readonly Told[], model: Answer['model'], { offered, headings, choice, ms }: Chosen): Composed {
  const named = choice.kind === 'chosen' ? (choice.headings ?? []).map((at) => (at === null ? null : (headings[at] ?? null))) : []
  const { groups, recorded: rules } = groupsOf(told, named)
  const offers = offered.map(({ hit }) => spanOf(hit))
  return {
    told,
    grouped: groups === null ? {} : { groups },
    model,
    making: {
      offered: offers,
      claims: told.map(recorded),
      ...(rules === null ? {} : { groups: rules }),
      model: modelOf(choice, model, ms),
    },
  }
}

function recorded({ draft, claim, verdict, byModel }: Told): Making['claims'][number] {
  const shortened = claim.text === claim.citations[0].quote ? null : claim.text
  const passages = [draft.hit, ...draft.same].map(spanOf)
  return { passages, text: shortened, verdict: verdict.verdict, rule: verdict.reason, byModel }
}

function spanOf({ passage: { articleId, version, start, end, text } }: Hit): SpanRef {
  return { articleId, version, start, end, sha256: sha256(text) }
}

const NOBODY: Asked = { prompt: '', name: null, tokensIn: 0, tokensOut: 0 }

function modelOf(choice: Choice, state: Answer['model'], ms: number): Making['model'] {
  const asked = choice.kind === 'off' ? null : choice.asked
  const { prompt, name, tokensIn, tokensOut } = asked ?? NOBODY
  const reason = choice.kind === 'rejected' ? choice.reason : state === 'rejected' ? 'nothing-fit' : null
  return { state, reason, name, prompt: prompt || null, requests: asked === null ? 0 : 1, tokensIn, tokensOut, ms }
}
