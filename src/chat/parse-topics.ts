// `topics`, `topics add rice (paddy, 大米): rice prices and exports` → a command about the beats of a team's own (pure).

/** `about` and `aliases`: null where they were not said. */
export type TopicDraft = Readonly<{ name: string; about: string | null; aliases: readonly string[] | null }>

export type TopicsCommand =
  | Readonly<{ kind: 'topics' }>
  /** to be filled in: a new one, or the one named as it stands */
  | Readonly<{ kind: 'topic-form'; name: string | null }>
  | Readonly<{ kind: 'add-topic' | 'edit-topic'; draft: TopicDraft }>
  | Readonly<{ kind: 'remove-topic'; name: string }>
  | Readonly<{ kind: 'mend'; text: string }>

const LIST = /^(?:(?:list|show)\s+(?:me\s+)?)?(?:(?:all|the|our|my|your|which)\s+)*topics$/iu
const VERBS: Readonly<Record<string, 'add' | 'edit' | 'remove'>> = {
  ...{ add: 'add', new: 'add', create: 'add', make: 'add', edit: 'edit', change: 'edit', update: 'edit' },
  ...{ remove: 'remove', delete: 'remove', drop: 'remove', end: 'remove' },
}
const VERB = Object.keys(VERBS).join('|')
const TOPIC_FIRST = new RegExp(String.raw`^(?:topics?|beats?)\s+(${VERB})(?:\s+(.+))?$`, 'isu')
const VERB_FIRST = new RegExp(String.raw`^(${VERB})\s+(?:(?:a|the|our|new)\s+)*(?:topic|beat)(?:\s+(.+))?$`, 'isu')
/** The name, other names in brackets, and behind a colon what it is about. */
const DRAFT = /^([^():：]+?)\s*(?:\(([^()]*)\)\s*)?(?:[:：]\s*(.*))?$/su
const BEHIND = /^(.*?)[,;]?\s+(?:also called|also|aliases|alias|aka)\s*[:：]?\s+(.+)$/isu
export const TOPIC_FORM =
  'Write “topics add rice (paddy, 大米): rice prices and exports”: its name, other names in brackets, and what it is about.'

/** Null for what is about no topics. */
export function topicsCommand(text: string): TopicsCommand | null {
  const said = text.replace(/[\s!.]+$/u, '')
  if (LIST.test(said.replace(/\?+$/u, '').trim())) return { kind: 'topics' }
  const [, verb = '', rest = ''] = TOPIC_FIRST.exec(said) ?? VERB_FIRST.exec(said) ?? []
  const what = VERBS[verb.toLowerCase()]
  return what === undefined ? null : commandOf(what, rest.trim())
}

function commandOf(what: 'add' | 'edit' | 'remove', rest: string): TopicsCommand {
  if (what === 'remove') {
    const name = unquoted(rest)
    return name === ''
      ? { kind: 'mend', text: 'Which one? Write “topics remove rice”; “topics” lists them.' }
      : { kind: 'remove-topic', name }
  }
  if (rest === '') return what === 'add' ? { kind: 'topic-form', name: null } : { kind: 'mend', text: `Which one? ${TOPIC_FORM}` }
  const draft = draftIn(rest)
  if (draft === null) return { kind: 'mend', text: TOPIC_FORM }
  const isBare = draft.about === null && draft.aliases === null
  if (isBare && what === 'edit') return { kind: 'topic-form', name: draft.name }
  return { kind: what === 'add' ? 'add-topic' : 'edit-topic', draft }
}

function draftIn(rest: string): TopicDraft | null {
  const [, name = '', bracketed, behind] = DRAFT.exec(rest) ?? []
  if (name.trim() === '') return null
  const [, about = behind, also] = behind === undefined ? [] : (BEHIND.exec(behind) ?? [])
  const aliases = bracketed ?? also
  return {
    name: unquoted(name),
    about: about === undefined || about.trim() === '' ? null : about.trim(),
    aliases: aliases === undefined ? null : aliasesIn(aliases),
  }
}

/** Names with commas between. */
export function aliasesIn(said: string): readonly string[] {
  const names = said.split(/[,;、，]/u).map(unquoted)
  return [...new Set(names.filter((name) => name !== ''))]
}

const unquoted = (text: string) =>
  text
    .trim()
    .replace(/^["“”„«»']+|["“”„«»']+$/gu, '')
    .trim()
