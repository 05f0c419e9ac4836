// The sources that are read again and again, on the command line: listed, added, removed, kept, exported and imported as OPML.
import { readFile, writeFile } from 'node:fs/promises'
import { readOpml, writeOpml } from '../adapters/sources/opml.ts'
import { BorderBriefError } from '../base/error.ts'
import type { Out } from './output.ts'
import { UsageError } from './usage.ts'
import { isFailing, isSilent, type SourceHealth } from '../domain/source.ts'
import type { Product } from '../main.ts'
import { healthWords } from '../render/render.ts'

/** `workspace`: whose sources are changed; `scope`: whose are seen. */
export type SourcesCall = Readonly<{
  words: readonly string[]
  opml: string | undefined
  workspace: string
  scope: readonly string[]
  now: Temporal.Instant
}>

export async function sourcesCommand(product: Product, call: SourcesCall, out: Out): Promise<void> {
  const [verb, ...rest] = call.words
  const named = rest.join(' ').trim()
  if (verb === undefined) return call.opml === undefined ? listed(product, call, out) : exported(product, call, call.opml, out)
  if (verb === 'add' && named === '' && call.opml !== undefined) return imported(product, call, call.opml, out)
  if ((verb !== 'add' && verb !== 'remove' && verb !== 'keep') || named === '' || call.opml !== undefined)
    throw new UsageError(
      'Write: sources, sources add URL, sources remove URL, sources keep URL, sources --opml FILE, or sources add --opml FILE.',
    )
  if (verb === 'keep') return kept(product, named, call, out)
  return verb === 'add' ? added(product, named, call, out) : removed(product, named, call, out)
}

async function listed({ sources }: Product, { scope, now }: SourcesCall, out: Out): Promise<void> {
  const all = await sources.list(scope)
  if (!out.json && all.length === 0) out.text('No feed or page is read again and again yet: sources add URL adds one.\n')
  for (const health of all)
    out.json
      ? out.line(record(health, now))
      : out.text(`${health.source.label}\n  ${health.source.url}\n  ${healthWords({ ...health, now })}\n`)
}

function record({ source, state, articles }: SourceHealth, now: Temporal.Instant) {
  const { lastSuccessAtMs, nextPollAtMs, failures, trouble, gone, last } = state
  const at = (ms: number | null) => (ms === null ? null : Temporal.Instant.fromEpochMilliseconds(Math.round(ms)).toString())
  const silent = isSilent(state, now.epochMilliseconds)
  const when = { lastSuccessAt: at(lastSuccessAtMs), nextPollAt: gone ? null : at(nextPollAtMs) }
  return {
    ...source,
    articles,
    ...when,
    failing: isFailing(state),
    throttled: state.throttled?.why ?? null,
    silent,
    failures,
    trouble,
    gone,
    last,
  }
}

async function added({ sources }: Product, url: string, { workspace }: SourcesCall, out: Out): Promise<void> {
  const outcome = await sources.add({ url, workspace })
  if (outcome.kind === 'refused') throw new BorderBriefError('source-refused', `Not added. ${outcome.reason}`)
  if (out.json) return out.line(outcome)
  const { kind, label, url: address } = outcome.source
  if (outcome.kind === 'known') return out.text(`“${label}” is among the sources already.\n`)
  out.text(`Added the ${kind} “${label}” (${address}): ${outcome.articles} articles taken in. It is read again while npm start runs.\n`)
}

async function removed({ sources }: Product, named: string, { workspace }: SourcesCall, out: Out): Promise<void> {
  const source = await sources.remove(named, workspace)
  if (source === null) throw noSource()
  if (out.json) return out.line({ kind: 'removed', source })
  out.text(`Removed: “${source.label}” is not read any more. What it brought stays.\n`)
}

async function kept({ sources }: Product, named: string, { workspace }: SourcesCall, out: Out): Promise<void> {
  const outcome = await sources.keep(named, workspace)
  if (outcome === null) throw noSource()
  if (out.json) return out.line({ kind: 'kept', ...outcome })
  const { label } = outcome.source
  if (outcome.was === null) return out.text(`“${label}” is not set aside: it is read as ever.\n`)
  out.text(`Kept: “${label}” is read as usual again. What was set aside of it comes in at its next reading.\n`)
}

const noSource = () => new BorderBriefError('no-source', 'There is no such source here: run `border-brief sources` to see what there is.')

async function imported({ sources }: Product, { workspace }: SourcesCall, file: string, out: Out): Promise<void> {
  const xml = await readFile(file, 'utf8').catch(() => {
    throw new BorderBriefError('no-such-path', `${file} cannot be read: check its path.`)
  })
  const read = readOpml(xml)
  if (read.kind === 'rejected') throw new BorderBriefError('no-opml', `${file} is no list of feeds: ${read.reason}.`)
  const counts = { added: 0, known: 0, full: 0, unread: read.unread + read.beyond }
  for (const { feedUrl, title } of read.feeds) {
    const label = title ?? URL.parse(feedUrl)?.host ?? feedUrl
    counts[await sources.addUnread({ url: feedUrl, kind: 'feed', label, workspace })] += 1
  }
  if (out.json) return out.line(counts)
  const left = counts.full > 0 ? `, ${counts.full} left out because there are too many` : ''
  const wrong = counts.unread > 0 ? `, ${counts.unread} without a web address` : ''
  out.text(`${counts.added} added, ${counts.known} known already${left}${wrong}. They are read while npm start runs.\n`)
}

async function exported({ sources }: Product, { scope }: SourcesCall, file: string, out: Out): Promise<void> {
  const feeds = (await sources.list(scope)).filter(({ source }) => source.kind === 'feed')
  const listed = feeds.map(({ source }) => ({ title: source.label, feedUrl: source.url, siteUrl: null, folder: null }))
  await writeFile(file, writeOpml('border-brief', listed))
  if (out.json) out.line({ exported: listed.length })
  else out.text(`${listed.length} feeds written to ${file}.\n`)
}
