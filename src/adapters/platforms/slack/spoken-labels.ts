// What a button says to who hears it by itself: where several bear one label, with the words it stands under (pure).
import type { Button, Inline, Node } from '../../../domain/document.ts'
import { cleanText, shorten } from './slack-text.ts'

const MAX_SPOKEN = 75 // Slack: characters of an accessibility label

/** Only for buttons that another one of the document bears the label of. */
export function spokenLabels(nodes: readonly Node[]): ReadonlyMap<Button, string> {
  const count = Map.groupBy(
    nodes.flatMap((node) => (node.kind === 'buttons' ? node.buttons : [])),
    ({ label }) => label,
  )
  const spoken = new Map<Button, string>()
  let above = ''
  for (const node of nodes) {
    above = wordsOf(node) ?? above
    for (const button of node.kind === 'buttons' ? node.buttons : []) {
      if (above !== '' && (count.get(button.label)?.length ?? 0) > 1) spoken.set(button, fitting(`${cleanText(button.label)}: ${above}`))
    }
  }
  return spoken
}

/** What it is about, before it goes into detail; null where nothing is said. */
function wordsOf(node: Node): string | null {
  if (node.kind === 'buttons' || node.kind === 'divider') return null
  const inlines: readonly Inline[] = node.kind === 'heading' ? [] : node.kind === 'list' ? (node.items.at(-1) ?? []) : node.inlines
  const all = node.kind === 'heading' ? node.text : inlines.map(({ text }) => text).join('')
  const words = cleanText(all).replace(/\s+/gu, ' ').trim()
  return words === '' ? null : (words.split(' — ')[0] ?? words)
}

/** Whole words, as far as there is room. */
function fitting(label: string): string {
  if (label.length <= MAX_SPOKEN) return label
  const end = label.lastIndexOf(' ', MAX_SPOKEN)
  return shorten(label, end > label.indexOf(': ') + 1 ? end : MAX_SPOKEN)
}
