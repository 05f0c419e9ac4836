// What remarks are made of: the names in them, the words that say something; and what carrying one over needs and gives (pure).

export type NameKind = (words: string) => 'person' | 'group' | 'place' | 'other' | null

/** What the thread is about when the remark is made. */
export type Context = Readonly<{
  /** the question before, as understood */
  question: string
  /** people, groups and places of the answers, newest and most telling first */
  mentions: readonly Readonly<{ text: string; kind: 'person' | 'group' | 'place' | 'other' }>[]
  /** whom the thread called "he" and whom "she" so far */
  called?: Readonly<{ he: readonly string[]; she: readonly string[] }> | undefined
  /** who or what the remark was found to mean; null when only the thread's order tells */
  meant?: Readonly<{ text: string; kind: 'person' | 'group' | 'place' | 'other' }> | null | undefined
  /** name of the topic the thread began with, null when it began with a question */
  topic: string | null
  /** what kind of thing words name, however they are written; null when they are no name we know */
  nameKind: NameKind
}>

/**
 * `alternatives` are other wordings, to be tried in order when the first finds nothing.
 * `about` is the name that was put in: an answer that does not mention it answers something else.
 */
export type Carried = Readonly<{ text: string; alternatives: readonly string[]; about: string | null }>

export const carried = (text: string, alternatives: readonly string[] = [], about: string | null = null): Carried => ({
  text,
  alternatives,
  about,
})

export const AUXILIARY = 'is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must'
export const QUESTION_WORD = /^(?:who|whom|whose|what|when|where|which|why|how)\b/iu
export const VERB_FIRST =
  /^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|tell|show|give|list|explain|describe|name|compare|find|ask|subscribe|unsubscribe)\b/iu
export const NAME = /\p{Lu}[\p{L}\p{M}\p{N}'’.-]*(?:\s+(?:(?:of|the|de|al|bin)\s+(?=\p{Lu}))?\p{Lu}[\p{L}\p{M}\p{N}'’.-]*)*/gu
export const PLACES = '(?:in|at|near|around|inside|outside|within|across)'
export const PLACE_PHRASE = new RegExp(String.raw`\b${PLACES}\s+(?:the\s+)?${NAME.source}`, 'u')
export const SMALL = new Set(
  'a an the of in on at to for from by with and or is are was were do does did has have had be been being can could will would should may might who whom whose what when where which why how many much long far there it its that this these those they them their he him his she her any anyone anybody something happened about'.split(
    ' ',
  ),
)

export const hasName = (text: string) => namesIn(text).length > 0

export function namesIn(text: string): string[] {
  return [...text.matchAll(NAME)].map((match) => match[0].replace(/[.,'’-]+$/u, ''))
}

/** Names of a question; the capital of its first word alone names nothing. */
export function namesOf(question: string): string[] {
  const lowered =
    QUESTION_WORD.test(question) || VERB_FIRST.test(question) ? question.replace(/^\S+/u, (word) => word.toLowerCase()) : question
  return namesIn(lowered)
}

/** The words a thread is about, which its next question may leave unsaid. */
export function contentOf({ question, topic }: Pick<Context, 'question' | 'topic'>): string {
  const words = contentWords(question)
  return topic ?? (words.length === 0 ? question : words.join(' '))
}

export function contentWords(text: string): string[] {
  const words = text.split(/[^\p{L}\p{M}\p{N}'’-]+/u).filter((word) => word !== '' && !SMALL.has(word.toLowerCase()))
  return words.filter((word, at) => words.indexOf(word) === at)
}

export const capitalised = (text: string) => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase())
