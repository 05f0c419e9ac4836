// A word that is no configured topic may be what several stories are about: only the articles tell.
import type { Meant, SubscriptionCommand } from './subscription-command.ts'
import type { Asking } from './reply.ts'

/** What is meant where several stories are about the word; else it stays what cannot be done. */
export async function withFound<C extends Readonly<{ kind: string }>>(
  command: C | Extract<SubscriptionCommand, { kind: 'mend' }>,
  { deps, scope }: Asking,
): Promise<C | Meant | Extract<SubscriptionCommand, { kind: 'mend' }>> {
  if (command.kind !== 'mend' || !('meant' in command) || command.meant === undefined) return command
  const { meant } = command
  const found = await deps.brief.topics?.found(meant.topic, scope)
  if (!found) return command
  const { title } = found.topic
  return meant.kind === 'digest' ? { ...meant, topic: title } : { ...meant, topic: title, title }
}
