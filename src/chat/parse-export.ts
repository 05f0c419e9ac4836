// `export`, `export border as html` → a briefing to keep (pure).
import type { ExportForm } from '../domain/export.ts'
import type { Topic } from '../domain/topic.ts'
import { topicCalled } from './topic-words.ts'

/** `about`: a topic's name or a question; null for the answer given last. */
export type ExportCommand = Readonly<{ kind: 'export'; form: ExportForm; about: string | null }>

const EXPORT =
  /^(?:export|download)(?:\s+(.+?))??(?:\s+(?:as|to|into)\s+(?:an?\s+|the\s+)?(markdown|md|text|html|web ?page|page|canvas|file)(?:\s+file)?)?$/isu
const LAST = /^(?:(?:this|that|it)|(?:the|this|that|my) (?:last )?(?:answer|briefing|thread))$/iu
const FORMS: Readonly<Record<string, ExportForm>> = { html: 'html', webpage: 'html', page: 'html', canvas: 'canvas' }

/** Null for what asks for no file: “export bans on rare earths” is a question. */
export function exportCommand(text: string, topics: readonly Topic[]): ExportCommand | null {
  const [whole, about = '', written] = EXPORT.exec(text.replace(/[\s!.]+$/u, '')) ?? []
  if (whole === undefined) return null
  const form = FORMS[(written ?? '').toLowerCase().replace(' ', '')] ?? 'markdown'
  if (about === '' || LAST.test(about)) return { kind: 'export', form, about: null }
  const named = topicCalled(about.replace(/^(?:(?:a|the) )?(?:briefing )?(?:on|about|of) /iu, ''), topics)
  if (named !== null) return { kind: 'export', form, about: named.name }
  return written === undefined ? null : { kind: 'export', form, about }
}
