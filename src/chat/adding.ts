// Adds, removes and keeps a workspace's own sources, and lists how those it sees are doing.
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
  if (command.kind === 'add-source') return added(command, asking)
  return command.kind === 'keep-source' ? kept(command.named, asking) : removed(command.named, asking)
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

async function removed(named: string, asking: Asking): Promise<Reply> {
  const { deps, channel } = asking
  if (deps.sources === undefined) return notice(NONE)
  const source = await deps.sources.remove(named, workspaceKey(channel))
  if (source !== null)
    return { ...aside(renderNotice(`Removed: “${source.label}” is not read any more. What it brought stays.`)), private: false }
  return notNamed(named, 'remove it', asking)
}

/** A source that was set aside is taken for what it is from now on. */
async function kept(named: string, asking: Asking): Promise<Reply> {
  const { sources } = asking.deps
  if (sources === undefined) return notice(NONE)
  const outcome = await sources.keep(named, workspaceKey(asking.channel))
  if (outcome === null) return notNamed(named, 'say that it is right as it is', asking)
  if (outcome.was === null) return notice(`“${outcome.source.label}” is not set aside: it is read as ever.`)
  const text = `Kept: “${outcome.source.label}” is read as usual again. What was set aside of it comes in at its next reading.`
  return { ...aside(renderNotice(text)), private: false }
}

async function notNamed(named: string, whatFor: string, { deps, scope }: Asking): Promise<Reply> {
  const all = (await deps.sources?.list(scope)) ?? []
  const others = all.filter(({ source }) => source.url === named || source.label.toLowerCase() === named.toLowerCase())
  if (others.length > 0) return notice(`That source belongs to whoever runs this desk: only they can ${whatFor}.`)
  return notice(`There is no source “${named.slice(0, 80)}” here: “sources” lists them.`)
}

/** How the sources in scope that are asked again and again are doing. */
export async function healthRows({ deps, scope, now }: Asking): Promise<readonly HealthRow[]> {
  const all = (await deps.sources?.list(scope)) ?? []
  return all.map(({ source, state, articles }) => ({ source, state, articles, own: source.workspace !== OPERATOR, now }))
}
