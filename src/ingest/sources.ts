// The sources that are asked again and again: added, removed, listed and polled.
import { BorderBriefError } from '../base/error.ts'
import { derivedId } from '../base/hash.ts'
import { inTurn } from '../base/in-turn.ts'
import { OPERATOR } from '../domain/article.ts'
import { failingLabel, isFailing, NEVER_POLLED, type Source, type SourceHealth, type SourceKind, type Throttled } from '../domain/source.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Place } from '../ports/source-reader.ts'
import { canonicalUrl } from './canonical-url.ts'
import { claimedUntil } from './next-poll.ts'
import { onTopicOf } from './on-topic.ts'
import { type PollDeps, settle } from './poll-one.ts'
import { createPoller, type Poller } from './polling.ts'

export type Adding = Readonly<{ url: string; workspace: string; as?: SourceKind | undefined }>
export type Added =
  | Readonly<{ kind: 'added'; source: Source; articles: number }>
  | Readonly<{ kind: 'known'; source: Source }>
  /** `reason`: a sentence with the mend */
  | Readonly<{ kind: 'refused'; reason: string }>

export type Kept = Readonly<{ source: Source; was: Throttled | null }>

export type Sources = Readonly<{
  /** Looks at the address, adds what is there, and reads it for the first time. */
  add: (adding: Adding) => Promise<Added>
  list: (scope: Scope) => Promise<readonly SourceHealth[]>
  /** Adds a feed without looking at it; it is read at the next poll. */
  addUnread: (place: Place & Readonly<{ workspace: string; label: string }>) => Promise<'added' | 'known' | 'full'>
  /** By address or label, within the workspace; null when it has no such source. */
  remove: (named: string, workspace: string) => Promise<Source | null>
  /**
   * Takes what a source brings for what it is from now on: nothing of it is set aside any more, and what was comes in at the next reading,
   * which is soon. `was`: why it was set aside. By address or label, within the workspace; null when it has no such source.
   */
  keep: (named: string, workspace: string) => Promise<Kept | null>
  /** What those in scope that fail are called, with the reason for which one is set aside; as of the last poll. */
  failing: (scope: Scope) => readonly string[]
  /** Brings up to date what `failing` says. */
  refresh: () => Promise<void>
}> &
  Poller

const MOST = 200 // of one workspace; the operator's own are not limited

/** `about`: what the configured topics are about is never another topic. */
export type SourceDeps = Omit<PollDeps, 'inTurn' | 'onTopic'> & Readonly<{ about?: Parameters<typeof onTopicOf>[0] | undefined }>

export function sourcesOf({ about, ...given }: SourceDeps): Sources {
  const deps: PollDeps = { ...given, inTurn: inTurn(), onTopic: about === undefined ? undefined : onTopicOf(about) }
  const { sources, clock } = deps
  let troubled: readonly SourceHealth[] = []
  const refresh = async () => {
    troubled = (await sources.list(null)).filter(({ state }) => isFailing(state))
  }
  const poller = createPoller(deps, refresh)
  const isFull = async (workspace: string) => workspace !== OPERATOR && (await sources.list([workspace])).length >= MOST
  return {
    ...poller,
    list: (scope) => sources.list(scope),
    refresh,
    failing: (scope) =>
      troubled.filter(({ source }) => scope.includes(source.workspace)).map(({ source, state }) => failingLabel(source, state)),
    remove: async (named, workspace) => {
      const source = namedAmong(await sources.list([workspace]), named)
      return source !== null && (await sources.remove(source.id, workspace)) ? source : null
    },
    keep: async (named, workspace) => {
      const kept = await keepAsItIs(namedAmong(await sources.list([workspace]), named), workspace, deps)
      await refresh()
      return kept
    },
    addUnread: async ({ label, workspace, ...place }) => {
      if (await isFull(workspace)) return 'full'
      const nowMs = clock.now().epochMilliseconds
      return sources.add(sourceOf(place, label, workspace, nowMs), { ...NEVER_POLLED, nextPollAtMs: nowMs })
    },
    add: async ({ url, workspace, as }) => {
      if (await isFull(workspace)) return { kind: 'refused', reason: `There are ${MOST} sources already: remove one, then add this.` }
      const known = namedAmong(await sources.list([workspace]), url)
      if (known !== null) return { kind: 'known', source: known }
      return addRead({ url: addressOf(url), workspace, as }, deps)
    },
  }
}

/** Its past is forgotten, and what it brings next is what it is; what was set aside is asked for again, not only what is new. */
async function keepAsItIs(source: Source | null, workspace: string, { sources, pasts, clock }: PollDeps): Promise<Kept | null> {
  const state = (await sources.list([workspace])).find((one) => one.source.id === source?.id)?.state
  if (source === null || state === undefined) return null
  if (state.throttled === undefined) return { source, was: null }
  await pasts?.drop(source.id)
  const { lastSuccessAtMs, intervalMs, wishMs } = state
  const nextPollAtMs = Math.max(clock.now().epochMilliseconds, (lastSuccessAtMs ?? 0) + Math.max(intervalMs, wishMs))
  const unconditional = { etag: null, lastModified: null, parts: [] }
  await sources.save(source.id, { ...state, ...unconditional, nextPollAtMs, throttled: undefined, trouble: null })
  return { source, was: state.throttled }
}

async function addRead({ url, workspace, as }: Adding, deps: PollDeps): Promise<Added> {
  const looked = await deps.reader.look(url, as)
  if (looked.kind === 'none') return { kind: 'refused', reason: looked.reason }
  const nowMs = deps.clock.now().epochMilliseconds
  const source = sourceOf(looked.place, looked.title, workspace, nowMs)
  const state = { ...NEVER_POLLED, nextPollAtMs: claimedUntil(source.id, NEVER_POLLED, nowMs) }
  if ((await deps.sources.add(source, state)) === 'known') return { kind: 'known', source }
  await settle({ source, state }, looked.polled, deps)
  return { kind: 'added', source, articles: (await deps.sources.articlesOf(source.id)).length }
}

function sourceOf({ url, kind }: Place, title: string | null, workspace: string, nowMs: number): Source {
  const place = URL.parse(url)
  const label = title ?? (kind === 'page' ? `${place?.host ?? ''}${place?.pathname ?? ''}`.slice(0, 120) : (place?.host ?? url))
  const addedAt = Temporal.Instant.fromEpochMilliseconds(nowMs).toString()
  return { id: derivedId('src', workspace, url), workspace, url, kind, label, addedAt }
}

function addressOf(url: string): string {
  const address = /^[a-z][a-z\d+.-]*:/i.test(url) && !/^[\w.-]+:\d+(?:\/|$)/.test(url) ? url : `https://${url}`
  if (URL.canParse(address)) return new URL(address).href
  throw new BorderBriefError('no-address', 'That is no web address: write it like https://news.example/feed.')
}

function namedAmong(all: readonly SourceHealth[], named: string): Source | null {
  const wanted = named.trim().toLowerCase()
  const address = canonicalUrl(/^https?:/i.test(named) ? named : `https://${named}`)
  const same = ({ source }: SourceHealth) =>
    source.id === named || source.url === named || source.label.toLowerCase() === wanted || canonicalUrl(source.url) === address
  return all.find(same)?.source ?? null
}
