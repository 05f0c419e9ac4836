// How an answer came about, for the person who asks why: each claim's passage, the rule that let it through, what a model had to do with it (pure).
import type { AnswerRecord, RecordedClaim, RecordedGroup, RecordedModel } from '../domain/answer-record.ts'
import type { Citation } from '../domain/claim.ts'
import type { Document, Inline, Node } from '../domain/document.ts'
import { quoteNode } from './claim-node.ts'
import type { ReaderLink } from './link.ts'
import { amountInWords, whyNotUsed } from './model-words.ts'
import { clipped, countOf, dateInWords, oneLine } from './words.ts'

const TITLE_MAX = 110
const CLAIMS_MAX = 12
const HEADING_MAX = 60

export type WhyInput = Readonly<{
  record: AnswerRecord
  /** the claims to tell of, under the numbers they were shown with; `citation` is null where the passage is no longer here as it was */
  claims: readonly Readonly<{ number: number; claim: RecordedClaim; citation: Citation | null }>[]
  readerLink: ReaderLink
}>

export function whyDocument({ record, claims, readerLink }: WhyInput): Document {
  const shown = claims.slice(0, CLAIMS_MAX)
  const left = claims.length - shown.length
  const title = `Why this answer: ${clipped(record.how === 'follow-up' ? record.resolved : record.question, TITLE_MAX)}`
  return {
    preview: oneLine(`${title}. ${made(record)}`),
    nodes: [
      { kind: 'heading', text: title },
      paragraph(made(record)),
      ...shown.map((one) => claimNode(one, record, readerLink)),
      ...(left > 0 ? [note(`${countOf(left, 'further claim')} not shown: “why 2” tells of one alone.`)] : []),
      ...groupNotes(record.groups ?? []),
      ...modelNotes(record.model),
      ...vectorNotes(record.vectors),
      note(`Record ${record.id}, ${momentInWords(record.at)}.`),
    ],
  }
}

/** Where no record was kept, or none is left. */
export const NO_RECORD = 'There is no record of how that was answered: ask again, and then ask why.'

const paragraph = (text: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text }] })
const note = (text: string): Node => ({ kind: 'note', inlines: [{ kind: 'text', text }] })

function made({ kind, claims, offered, model }: AnswerRecord): string {
  if (kind === 'quiet') return 'Nothing was new to this channel, so nothing was told.'
  if (claims.length === 0) return `No passage answered it well enough: ${countOf(offered.length, 'passage')} came near.`
  const checked = 'Every word was checked against the stored article.'
  if (model.state !== 'used') return `${countOf(claims.length, 'passage')}, chosen without a model. ${checked}`
  const chosen = claims.filter(({ byModel }) => byModel).length
  const others = claims.length - chosen
  const beside = others === 0 ? '' : `; ${others === 1 ? 'another is' : `${others} others are`} shown whatever it chose`
  return `The model chose ${chosen} of ${countOf(offered.length, 'passage')}${beside}. ${checked}`
}

function claimNode({ number, claim, citation }: WhyInput['claims'][number], record: AnswerRecord, readerLink: ReaderLink): Node {
  const [passage] = claim.passages
  const decided: readonly Inline[] = [{ kind: 'text', text: `${decision(claim, record.model)}${placedIn(number, record)}` }]
  if (citation === null) {
    const gone = 'The passage is no longer here as it was quoted.'
    return { kind: 'claim', number, inlines: [{ kind: 'text', text: gone }], sources: [...(passage ? [[placeOf(passage)]] : []), decided] }
  }
  const node = quoteNode(citation, number, readerLink)
  if (node.kind !== 'claim') return node
  const inlines: readonly Inline[] =
    claim.text === null ? node.inlines : [{ kind: 'text', text: `Shown as: ${oneLine(claim.text)} From: ` }, ...node.inlines]
  const also = claim.passages.length - 1
  const others: readonly (readonly Inline[])[] = also > 0 ? [[{ kind: 'text', text: `the same in ${countOf(also, 'other article')}` }]] : []
  return { ...node, inlines, sources: [...node.sources, ...(passage ? [[placeOf(passage)]] : []), ...others, decided] }
}

function placeOf({ articleId, version, start, end }: RecordedClaim['passages'][number]): Inline {
  return { kind: 'text', text: `article ${clipped(articleId, 80)}, version ${version}, characters ${start} to ${end}` }
}

function decision({ rule, byModel, verdict }: RecordedClaim, { state }: RecordedModel): string {
  // Where the whole answer was made without a model, that is said once.
  const by = state !== 'used' ? '' : byModel ? ' · chosen by the model' : ' · shown whatever the model chose'
  const done = verdict === 'repair' ? 'put back to the source’s words' : verdict === 'drop' ? 'left out' : 'passed'
  return `${done} by rule “${oneLine(rule)}”${by}`
}

/** ` · group 2, “Port Odell”`, where the claims stood in groups. */
function placedIn(number: number, { groups = [] }: AnswerRecord): string {
  const at = groups.findIndex(({ claims }) => claims.includes(number - 1))
  const heading = groups[at]?.heading ?? null
  return at < 0 ? '' : ` · group ${at + 1}${heading === null ? '' : `, “${clipped(heading, HEADING_MAX)}”`}`
}

/** How the groups came by their headings, and why one has none. */
function groupNotes(groups: readonly RecordedGroup[]): readonly Node[] {
  if (groups.length === 0) return []
  const rules = groups.map(({ heading, rule }, at) => {
    const name = heading === null ? 'no heading' : `“${clipped(heading, HEADING_MAX)}”`
    return `group ${at + 1}: ${name}, by rule “${oneLine(rule)}”`
  })
  return [note(`The model put the claims into ${countOf(groups.length, 'group')}; headings are words of the sources. ${rules.join('; ')}.`)]
}

function modelNotes(model: RecordedModel): readonly Node[] {
  if (model.state === 'off' && model.requests === 0) return [note('No model was asked.')]
  const name = model.name === null ? 'The model' : `The model ${clipped(model.name, 60)}`
  if (model.requests === 0) return [note(`${name} was not asked: ${whyNotUsed(model.reason)}.`)]
  const did =
    model.state === 'used'
      ? 'chose what is shown'
      : model.state === 'off'
        ? 'was asked on the way and chose nothing that is shown'
        : `was asked and not used: ${whyNotUsed(model.reason)}`
  const prompt = model.prompt === null ? '' : ` Prompt ${clipped(model.prompt, 60)}.`
  return [note(`${name} ${did}. ${amountInWords(model)}.${prompt}`)]
}

function vectorNotes(vectors: AnswerRecord['vectors']): readonly Node[] {
  if (vectors === undefined) return []
  const name = vectors.name === null ? 'an embedding model' : clipped(vectors.name, 60)
  if (vectors.failure !== null) return [note(`Passages were not looked for by meaning with ${name}: ${whyNotUsed(vectors.failure)}.`)]
  const amount = amountInWords({ ...vectors, tokensIn: vectors.tokens, tokensOut: 0 })
  return [note(`Passages were also looked for by meaning with ${name}: ${amount}.`)]
}

/** `20 November 2023, 08:00 UTC`. */
function momentInWords(at: string): string {
  return `${dateInWords(at)}, ${at.slice(11, 16)} UTC`
}
