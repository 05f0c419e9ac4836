// The topics that can be asked for: those of whoever runs the desk, a team's own, and those found in the articles (pure).
import type { Button, Document, Inline, Node } from '../domain/document.ts'
import type { Topic } from '../domain/topic.ts'
import { clipped, countOf, listInWords, oneLine } from './words.ts'

const SHOWN = 30
const FOUND_SHOWN = 8
const WITH_BUTTONS = 4 // of one's own; an action row of Discord holds five
const ALIASES_SHOWN = 6
const BUTTON_VALUE_MAX = 80 // characters a button may carry, see Button

export type OwnTopicsInput = Readonly<{
  topics: readonly Topic[]
  /** the key of the workspace that looks */
  workspace: string
  /** titles of topics found in the articles */
  found: readonly string[]
  /** topics can be added here, with buttons to do it */
  editable: boolean
}>

export function ownTopicsDocument({ topics, workspace, found, editable }: OwnTopicsInput): Document {
  const own = topics.filter((topic) => topic.workspace === workspace)
  const rows = topics.slice(0, SHOWN).map((topic) => rowOf(topic, topic.workspace === workspace))
  const more = topics.length - rows.length
  const names = topics.map(({ name }) => clipped(name, 40))
  return {
    preview: oneLine(
      `${countOf(topics.length, 'topic')}: ${listInWords(names.slice(0, ALIASES_SHOWN))}${names.length > ALIASES_SHOWN ? ' …' : ''}`,
    ),
    nodes: [
      { kind: 'heading', text: 'Topics' },
      { kind: 'list', items: more > 0 ? [...rows, [{ kind: 'text', text: `and ${more} more` }]] : rows },
      ...(found.length === 0 ? [] : [foundNode(found)]),
      note(
        `Each can be asked for by name, with “since Monday”, and in timeline, digest, watch and subscribe.${editable ? ' A beat of your own: “topics add rice (paddy, 大米): rice prices and exports”.' : ''}`,
      ),
      ...(editable ? [{ kind: 'buttons', buttons: buttonsOf(own) } as const] : []),
    ],
  }
}

function rowOf({ name, title, query, aliases }: Topic, isOwn: boolean): readonly Inline[] {
  const also =
    aliases.length === 0
      ? ''
      : `; also ${aliases
          .slice(0, ALIASES_SHOWN)
          .map((alias) => clipped(alias, 40))
          .join(', ')}`
  const what = isOwn ? clipped(query, 200) : clipped(title, 80)
  return [
    { kind: 'text', text: clipped(name, 40), style: 'strong' },
    { kind: 'text', text: ` — ${isOwn ? 'yours: ' : ''}${what}${also}` },
  ]
}

function foundNode(found: readonly string[]): Node {
  const names = found.slice(0, FOUND_SHOWN).map((title) => clipped(title, 60))
  return note(`Several stories are about ${listInWords(names)}: each works as a topic too.`)
}

const note = (text: string): Node => ({ kind: 'note', inlines: [{ kind: 'text', text }] })

function buttonsOf(own: readonly Topic[]): readonly Button[] {
  const edit = own
    .slice(0, WITH_BUTTONS)
    .map(({ name }): Button => ({ action: 'manage', value: `topics edit ${name}`, label: `Change ${clipped(name, 40)}` }))
  return [{ action: 'manage' as const, value: 'topics add', label: 'Add a topic' }, ...edit].filter(
    ({ value }) => value.length <= BUTTON_VALUE_MAX,
  )
}

export type SavedTopicInput = Readonly<{ topic: Topic; isNew: boolean; articles: number; editable: boolean }>

/** What was added or changed, how much is on it, and what can be done with it. */
export function savedTopicDocument({ topic, isNew, articles, editable }: SavedTopicInput): Document {
  const { name, query, aliases } = topic
  const also =
    aliases.length === 0
      ? ''
      : ` It is also found as ${listInWords(aliases.slice(0, ALIASES_SHOWN).map((alias) => `“${clipped(alias, 40)}”`))}.`
  const on =
    articles === 0 ? 'No article here is on it yet.' : `${countOf(articles, 'article')} here ${articles === 1 ? 'is' : 'are'} on it.`
  const line = oneLine(`${isNew ? 'Added' : 'Changed'}: the topic “${name}” is about “${clipped(query, 200)}”.${also} ${on}`)
  const buttons: readonly Button[] = [
    { action: 'ask', value: name, label: `Brief me on ${clipped(name, 40)}` },
    ...(editable ? [{ action: 'manage', value: `topics edit ${name}`, label: 'Change it' } as const] : []),
  ]
  return {
    preview: line,
    nodes: [
      { kind: 'paragraph', inlines: [{ kind: 'text', text: line }] },
      { kind: 'buttons', buttons },
    ],
  }
}
