// A team's own topics: listed, added, changed, removed; in words and by a form.
import { workspaceKey } from '../domain/address.ts'
import type { Form } from '../domain/form.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { Topic } from '../domain/topic.ts'
import { renderNotice, renderOwnTopics, renderSavedTopic } from '../render/render.ts'
import { hindranceToChange } from './chosen.ts'
import type { Fields } from './drafts.ts'
import { parseCommand } from './parse-command.ts'
import { aliasesIn, TOPIC_FORM, type TopicDraft, type TopicsCommand } from './parse-topics.ts'
import { type Asking, aside, notice, type Reply } from './reply.ts'
import type { Said } from './subscription-replies.ts'
import { topicCalled } from './topic-words.ts'

type About = Exclude<TopicsCommand, { kind: 'mend' }>

const MOST = 50 // topics of one workspace
const NAME_MAX = 40
const ABOUT_MAX = 300
const ALIASES_MAX = 20
const NONE = 'Topics cannot be added here: ask whoever runs this desk.'

/** Null when the form is open. */
export async function topicsReply(command: About, said: Said, asking: Asking): Promise<Reply | null> {
  if (command.kind === 'topics') return listed(asking)
  const hindrance = hindranceToChange(said.inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  if (asking.deps.ownTopics === undefined) return notice(NONE)
  switch (command.kind) {
    case 'topic-form':
      return byForm(command.name, said, asking)
    case 'add-topic':
      return saved(command.draft, null, asking)
    case 'edit-topic':
      return edited(command.draft, asking)
    case 'remove-topic':
      return removed(command.name, asking)
  }
}

async function listed({ deps, scope, now, topics, channel, forms }: Asking): Promise<Reply> {
  const found = (await deps.brief.topics?.all({ topics: [], scope, now })) ?? []
  const editable = deps.ownTopics !== undefined && forms
  return aside(renderOwnTopics({ topics, workspace: workspaceKey(channel), found: found.map(({ title }) => title), editable }))
}

const ownCalled = (name: string, { topics, channel }: Asking): Topic | null =>
  topicCalled(
    name,
    topics.filter(({ workspace }) => workspace === workspaceKey(channel)),
  )

function notOwn(name: string, { topics }: Asking): Reply {
  const known = topicCalled(name, topics)
  return notice(
    known === null
      ? `There is no topic “${name.slice(0, NAME_MAX)}” here: “topics” lists them.`
      : `“${known.name}” belongs to whoever runs this desk: only they can change it. A topic of your own needs another name.`,
  )
}

async function edited(draft: TopicDraft, asking: Asking): Promise<Reply> {
  const before = ownCalled(draft.name, asking)
  return before === null ? notOwn(draft.name, asking) : saved(draft, before, asking)
}

async function saved(draft: TopicDraft, before: Topic | null, asking: Asking): Promise<Reply> {
  const { deps, channel, topics, scope, now, forms } = asking
  const workspace = workspaceKey(channel)
  const others = topics.filter((topic) => topic !== before)
  const topic = topicOf(draft, before, workspace)
  const wrong = wrongWith(topic, others, asking)
  if (wrong !== null) return notice(wrong)
  if (before === null && topics.filter((one) => one.workspace === workspace).length >= MOST)
    return notice(`There are ${MOST} topics of your own already: remove one first.`)
  await deps.ownTopics?.save(topic)
  const [on] = (await deps.brief.topics?.all({ topics: [topic], scope, now })) ?? []
  return openly(aside(renderSavedTopic({ topic, isNew: before === null, articles: on?.articleIds.length ?? 0, editable: forms })))
}

/** Said to everybody in the channel, whom it concerns. */
const openly = (reply: Reply): Reply => ({ ...reply, private: false })

function topicOf({ name, about, aliases }: TopicDraft, before: Topic | null, workspace: string): Topic {
  const typed = cleaned(name)
  return {
    name: before?.name ?? typed.toLowerCase(),
    title: before?.title ?? typed.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
    query: cleaned(about ?? before?.query ?? name),
    aliases: (aliases ?? before?.aliases ?? []).map(cleaned).filter((alias) => alias !== ''),
    workspace,
  }
}

/** One sentence with the mend; null when nothing is. */
function wrongWith({ name, query, aliases }: Topic, others: readonly Topic[], { timeZone }: Asking): string | null {
  if (!/[\p{L}\p{N}]/u.test(name)) return TOPIC_FORM
  if (!/[\p{L}\p{N}]/u.test(query)) return `What is “${name}” about? ${TOPIC_FORM}`
  if ([...name].length > NAME_MAX) return `That name is too long: give it one of at most ${NAME_MAX} characters.`
  if ([...query].length > ABOUT_MAX) return `That is too much for one topic: say what it is about in at most ${ABOUT_MAX} characters.`
  if (aliases.length > ALIASES_MAX) return `That is too many names for one topic: give it at most ${ALIASES_MAX}.`
  for (const word of [name, ...aliases]) {
    if ([...word].length > NAME_MAX) return `“${word.slice(0, NAME_MAX)}…” is too long for a name: at most ${NAME_MAX} characters.`
    const taken = topicCalled(word, others)
    if (taken !== null) return `“${word}” is the topic “${taken.name}” already: give this one another name, or change that one.`
    if (parseCommand(word, { topics: [], timeZone }).kind !== 'question') return `“${word}” is a command here: give the topic another name.`
  }
  return null
}

/** Without what steers a terminal or turns the writing round. */
function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"“”„]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

async function removed(name: string, asking: Asking): Promise<Reply> {
  const { deps, channel } = asking
  const topic = ownCalled(name, asking)
  if (topic === null) return notOwn(name, asking)
  await deps.ownTopics?.remove(topic.name, workspaceKey(channel))
  const standing = (await deps.digests.list(channel)).some((one) => one.topic === topic.name)
  const goesOn = standing
    ? ` What this channel gets of it goes on with the word “${topic.name}” as a question; “unsubscribe ${topic.name}” ends it.`
    : ''
  return openly(aside(renderNotice(`Removed: the topic “${topic.name}” is no longer among the topics here.${goesOn}`)))
}

// ── the form ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function byForm(name: string | null, { inbound, surface, drafts }: Said, asking: Asking): Promise<Reply | null> {
  const before = name === null ? null : ownCalled(name, asking)
  if (name !== null && before === null) return notOwn(name, asking)
  const command = before === null ? 'topics add' : `topics edit ${before.name}`
  const fields = filledIn(inbound)
  if (fields !== null) {
    const reply = await saved(draftOf(fields, before), before, asking)
    if (!reply.private) return reply
    drafts.keep(asking.channel, inbound.person.id, command, fields)
    return notice(reply.document.preview, [{ action: 'manage', value: command, label: 'Open the form again' }])
  }
  const draft = drafts.take(asking.channel, inbound.person.id, command)
  if (await surface.form?.(formOf(command, before, draft))) return null
  return notice(TOPIC_FORM, asking.forms ? [{ action: 'manage', value: command, label: 'Fill in a form' }] : [])
}

const filledIn = (inbound: Inbound): Fields | null => (inbound.kind === 'command' ? (inbound.fields ?? null) : null)

const draftOf = (fields: Fields, before: Topic | null): TopicDraft => ({
  name: before?.name ?? fields['name'] ?? '',
  about: fields['about'] ?? '',
  aliases: aliasesIn(fields['aliases'] ?? ''),
})

function formOf(command: string, before: Topic | null, draft: Fields | null): Form {
  const text = (name: string, label: string, hint: string, value: string, maxLength: number, optional = false) => ({
    ...{ name, label, hint, value: draft?.[name] ?? value, maxLength, optional },
  })
  const about = text('about', 'What it is about', 'In words or as a question: rice prices and exports', before?.query ?? '', ABOUT_MAX)
  const names = 'With commas between, in any language: paddy, 大米'
  const aliases = text('aliases', 'Other names', names, (before?.aliases ?? []).join(', '), ABOUT_MAX, true)
  return {
    command,
    title: before === null ? 'Add a topic' : 'Change a topic',
    submit: before === null ? 'Add' : 'Change',
    fields: [...(before === null ? [text('name', 'Name', 'One short word that people will type', '', NAME_MAX)] : []), about, aliases],
  }
}
