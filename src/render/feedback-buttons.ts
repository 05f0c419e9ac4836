// Two buttons under an answer or a digest, to say what one thinks of it; what they mean stands in words (pure).
import type { Button, Document } from '../domain/document.ts'

/** `answerId`: of the record that what is said will be about. */
export function withFeedback(document: Document, answerId: string): Document {
  const buttons: readonly Button[] = [
    { action: 'manage', value: `feedback good ${answerId}`, label: '👍 Helpful', thumb: 'up' },
    { action: 'manage', value: `feedback bad ${answerId}`, label: '👎 Not right', thumb: 'down' },
  ]
  return { ...document, nodes: [...document.nodes, { kind: 'buttons', buttons }] }
}
