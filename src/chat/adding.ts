// Adds and removes a workspace's own sources, and lists how those it sees are doing.
import { workspaceKey } from '../domain/address.ts'
import { OPERATOR } from '../domain/article.ts'
import type { Inbound } from '../domain/inbound.ts'
import { type HealthRow, renderAdded, renderNotice } from '../render/render.ts'
import { hindranceToChange } from './chosen.ts'
import type { SourceCommand } from './parse-source.ts'
import { type Asking, aside, notice, type Reply } from './reply.ts'

type About = Exclude<SourceCommand, { kind: 'mend' }>

const NONE = 'Sources cannot be added here: ask whoever runs this desk to add it.'

/** Whoever may change what a channel gets may add a source; what changes it is said to everybody in the channel. */
export async function sourceReply(command: About, inbound: Inbound, asking: Asking): Promise<Reply> {
  const hindrance = hindranceToChange(inbound, asking)
  if (hindrance !== null) return notice(hindrance)
  return command.kind === 'add-source' ? added(command, asking) : removed(command.named, asking)
}

async function added({ url, as }: Extract<About, { kind: 'add-source' }>, { deps, channel }: Asking): Promise<Reply> {
  if (deps.sources === undefined) return notice(NONE)
  const workspace = workspaceKey(channel)
  const outcome = await deps.sources.add({ url, workspace, as: as ?? undefined })
  if (outcome.kind === 'refused') return notice(`Not added. ${outcome.reason}`)
  if (outcome.kind === 'known') return notice(`“${outcome.source.label}” is among the sources already: “sources” says how it is doing.`)
  const [health] = (await deps.sources.list([workspace])).filter(({ source }) => source.id === outcome.source.id)
  return { ...aside(renderAdded(outcome.source, outcome.articles, health?.state ?? null)), private: false }
}

async function removed(named: string, { deps, channel, scope }: Asking): Promise<Reply> {
  if (deps.sources === undefined) return notice(NONE)
  const source = await deps.sources.remove(named, workspaceKey(channel))
  if (source !== null)
    return { ...aside(renderNotice(`Removed: “${source.label}” is not read any more. What it brought stays.`)), private: false }
  const others = (await deps.sources.list(scope)).filter((one) => one.source.url === named || one.source.label === named)
  if (others.length > 0) return notice('That source belongs to whoever runs this desk: only they can remove it.')
  return notice(`There is no source “${named.slice(0, 80)}” here: “sources” lists them.`)
}

/** How the sources in scope that are asked again and again are doing. */
export async function healthRows({ deps, scope, now }: Asking): Promise<readonly HealthRow[]> {
  const all = (await deps.sources?.list(scope)) ?? []
  return all.map(({ source, state, articles }) => ({ source, state, articles, own: source.workspace !== OPERATOR, now }))
}
