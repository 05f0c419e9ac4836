// Command about subscriptions → reply. Whatever changes what a channel gets is said in the channel.
import type { Inbound } from '../domain/inbound.ts'
import type { Subscription } from '../domain/subscription.ts'
import type { Surface } from '../ports/platform.ts'
import { renderSubscriptions } from '../render/render.ts'
import type { Drafts } from './drafts.ts'
import { withFound } from './found-subject.ts'
import { whatIsNew } from './new-for-person.ts'
import type { Command } from './parse-command.ts'
import { type Asking, aside, notice, type Reply } from './reply.ts'
import { pause, previewNext, resume, sendNow, unsubscribe } from './managing.ts'
import { openForm, readForm } from './form-replies.ts'
import { settings } from './settling.ts'
import type { SubscriptionCommand } from './subscription-command.ts'
import { change, subscribe, watch } from './subscribing.ts'

type About = Exclude<SubscriptionCommand, { kind: 'mend' }>
export type Said = Readonly<{ inbound: Inbound; surface: Surface; drafts: Drafts }>

const KINDS: ReadonlySet<string> = new Set<About['kind']>([
  ...(['subscribe', 'watch', 'form', 'change', 'pause', 'resume', 'send-now', 'preview'] as const),
  ...(['unsubscribe', 'subscriptions', 'new', 'settings'] as const),
])

export function isAboutSubscriptions(command: Command): command is About {
  return KINDS.has(command.kind)
}

/** What is answered from the articles, and so takes its time. */
export const readsArticles = ({ kind }: Command): boolean => kind === 'new' || kind === 'preview'

/** Null when the reply was posted, or a form opened, and nothing is left to say. */
export async function subscriptionReply(command: About, said: Said, asking: Asking): Promise<Reply | null> {
  const { inbound, surface } = said
  switch (command.kind) {
    case 'subscribe':
      return subscribe(command, inbound, surface, asking)
    case 'watch':
      return watch(command, inbound, surface, asking)
    case 'change':
      return change(command, inbound, surface, asking)
    case 'form':
      return isFilledIn(inbound) ? filledIn(command.which, said, asking) : openForm(command.which, said, asking)
    case 'pause':
      return pause(command, inbound, asking)
    case 'resume':
      return resume(command.which, inbound, asking)
    case 'unsubscribe':
      return unsubscribe(command, inbound, asking)
    case 'send-now':
      return sendNow(command.which, inbound, asking)
    case 'preview':
      return previewNext(command.which, asking)
    case 'subscriptions':
      return aside(await listOf(asking))
    case 'new':
      return whatIsNew(command.topic, inbound, asking)
    case 'settings':
      return settings(command.change, said, asking)
  }
}

async function listOf({ deps, channel, topics, now, forms }: Asking) {
  const upcoming = new Map((await deps.digests.upcoming(channel, now)).map(({ topic, at }) => [topic, at]))
  const next = ({ topic, kind }: Subscription) => (kind === 'digest' ? (upcoming.get(topic) ?? null) : null)
  return renderSubscriptions({ subscriptions: await deps.digests.list(channel), topics, next, forms })
}

const isFilledIn = (inbound: Inbound) => inbound.kind === 'command' && inbound.fields !== undefined

/** A form that cannot be taken is kept, so that it opens again as it was left. */
async function filledIn(which: string | null, said: Said, asking: Asking): Promise<Reply | null> {
  const { inbound, surface, drafts } = said
  const fields = inbound.kind === 'command' ? (inbound.fields ?? {}) : {}
  const read = readForm(which, fields, asking)
  const meant = read.kind === 'mend' ? await withFound(read, asking) : read
  if (meant.kind === 'subscribe' || meant.kind === 'change') {
    const reply = await (meant.kind === 'subscribe' ? subscribe(meant, inbound, surface, asking) : change(meant, inbound, surface, asking))
    if (reply !== null) drafts.keep(asking.channel, inbound.person.id, inbound.text, fields)
    return reply
  }
  drafts.keep(asking.channel, inbound.person.id, inbound.text, fields)
  const text = meant.kind === 'mend' ? meant.text : ''
  return notice(text, [{ action: 'manage', value: inbound.text, label: 'Open the form again' }])
}
