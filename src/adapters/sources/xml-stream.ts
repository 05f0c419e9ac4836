// XML of any origin → elements and texts as they come, within limits; tags that do not match are forgiven, entities are never expanded (pure).
import { Parser } from 'htmlparser2'
import { FEED_LIMITS } from './feed-content.ts'
import { readReferences } from './xml-characters.ts'
import { plainName, type Scope, scopeWithin } from './xml-names.ts'

export type XmlElement = Readonly<{
  /** with its known prefix, lower case: see `plainName` */
  name: string
  raw: string
  /** by plain name */
  attributes: Readonly<Partial<Record<string, string>>>
  /** what relative addresses in it are relative to */
  base: string | null
  language: string | null
}>

export type XmlReader = Readonly<{
  open: (element: XmlElement) => void
  close: (element: XmlElement) => void
  /** one text, references read; never called with an empty one */
  text: (text: string) => void
  /** asked after each opening: true ends the reading where it stands */
  hasEnough?: () => boolean
}>

export type XmlStart = Readonly<{ base: string | null; language: string | null }>
/** `end`: where the reading ended, as a place in the text. */
export type XmlRead = Readonly<{ kind: 'read'; end: number }> | Readonly<{ kind: 'rejected'; reason: string }>

const PIECE = 65_536
const MOST_ELEMENTS = 300_000 // 500 entries of long marked-up texts have half as many
const LANGUAGE = /^[A-Za-z]{1,8}(?:[-_][A-Za-z\d]{1,8}){0,4}$/

class Refusal extends Error {}
class Enough extends Error {}

/** Feeds the reader; ends at once with a reason where a limit is passed or the document declares entities of its own. */
export function readXml(xml: string, reader: XmlReader, start: XmlStart): XmlRead {
  const walk = new Walk(reader, start)
  const parser = new Parser(walk, { xmlMode: true, decodeEntities: false })
  try {
    for (let at = 0; at < xml.length; at += PIECE) parser.write(xml.slice(at, at + PIECE))
    parser.end()
    return { kind: 'read', end: xml.length }
  } catch (error) {
    if (error instanceof Enough) return { kind: 'read', end: parser.startIndex }
    if (error instanceof Refusal) return { kind: 'rejected', reason: error.message }
    throw error
  }
}

type Frame = Readonly<{ element: XmlElement; scope: Scope }>

/** The tokenizer's handler: what it calls is named by it. */
class Walk {
  private readonly reader: XmlReader
  private readonly start: XmlStart
  private readonly frames: Frame[] = []
  private attributes = 0
  private elements = 0
  private pending = ''
  private isLiteral = false
  private readonly outermost: Scope = {}

  constructor(reader: XmlReader, start: XmlStart) {
    this.reader = reader
    this.start = start
  }

  onprocessinginstruction(name: string, data: string): void {
    if (/^!entity/i.test(name) || (/^!doctype/i.test(name) && /<!entity/i.test(data)))
      throw new Refusal('it declares entities of its own, which no feed needs')
  }

  onopentagname(): void {
    this.attributes = 0
    this.elements += 1
    this.flush()
    if (this.elements > MOST_ELEMENTS) throw new Refusal('it has too many elements')
    if (this.frames.length >= FEED_LIMITS.depth) throw new Refusal('it is nested too deeply')
  }

  onattribute(): void {
    this.attributes += 1
    if (this.attributes > FEED_LIMITS.attributes) throw new Refusal('one of its elements has too many attributes')
  }

  onopentag(raw: string, given: Readonly<Record<string, string>>): void {
    const outer = this.frames.at(-1)
    const scope = scopeWithin(outer?.scope ?? this.outermost, given)
    const attributes: Record<string, string> = {}
    for (const name in given) {
      const value = given[name] ?? ''
      if (name.startsWith('xmlns')) continue
      const plain = name.includes(':') ? plainName(name, scope) : name.toLowerCase()
      if (!Object.hasOwn(attributes, plain)) attributes[plain] = readReferences(value)
    }
    const base = baseWithin(outer ? outer.element.base : this.start.base, attributes['xml:base'])
    const language = languageWithin(outer ? outer.element.language : this.start.language, attributes['xml:lang'])
    const element = { name: plainName(raw, scope), raw, attributes, base, language }
    this.frames.push({ element, scope })
    this.reader.open(element)
    if (this.reader.hasEnough?.()) throw new Enough()
  }

  ontext(text: string): void {
    // Beyond a field's limit nothing is kept, so nothing is held.
    if (this.pending.length <= FEED_LIMITS.fieldCharacters) this.pending += text
  }

  oncdatastart(): void {
    this.flush()
    this.isLiteral = true
  }

  oncdataend(): void {
    this.flush()
    this.isLiteral = false
  }

  onclosetag(): void {
    this.flush()
    const frame = this.frames.pop()
    if (frame) this.reader.close(frame.element)
  }

  onend(): void {
    this.flush()
  }

  private flush(): void {
    if (this.pending === '') return
    const text = this.isLiteral ? this.pending : readReferences(this.pending)
    this.pending = ''
    this.reader.text(text)
  }
}

/** `given` against what is around it; an address that is none, or no web address, changes nothing. */
export function baseWithin(outer: string | null, given: string | undefined): string | null {
  if (given === undefined) return outer
  const resolved = URL.parse(given.trim(), outer ?? undefined)
  return resolved !== null && /^https?:$/.test(resolved.protocol) ? resolved.href : outer
}

/** An empty `xml:lang` takes the language back; `en_US` is meant as `en-US`. */
export function languageWithin(outer: string | null, given: string | undefined): string | null {
  if (given === undefined) return outer
  const tag = given.trim()
  return LANGUAGE.test(tag) ? tag.replaceAll('_', '-') : null
}
