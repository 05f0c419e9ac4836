// The commands on what is stored: ingest, stories, topics, disputes, timeline, articles.
import { folderSource } from '../adapters/sources/seed-folder.ts'
import { BorderBriefError } from '../base/error.ts'
import { type Call, nowOf, one, scopeOf } from './arguments.ts'
import { print, writeLine } from './output.ts'
import { storiesOf, topicMeant, topicsOf } from './topics.ts'
import { UsageError } from './usage.ts'
import { OPERATOR } from '../domain/article.ts'
import { renderDisputes, renderStories, renderTimeline, renderTopics } from '../render/render.ts'

export async function ingest(call: Call): Promise<void> {
  if (call.words.length === 0) throw new UsageError('Name what to take in: ingest PATH…')
  const product = await call.product()
  const total = { read: 0, added: 0, updated: 0, unchanged: 0, rejected: [] as { source: string; reason: string }[] }
  for (const path of call.words) {
    const report = await product.ingest.takeIn(folderSource(path), call.values.workspace ?? OPERATOR)
    total.read += report.read
    total.added += report.added
    total.updated += report.updated
    total.unchanged += report.unchanged
    total.rejected.push(...report.rejected)
  }
  if (call.values.json) return writeLine(total)
  const { read, added, updated, unchanged, rejected } = total
  process.stdout.write(`${read} read, ${added} added, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected\n`)
  for (const { source, reason } of rejected) process.stdout.write(`  rejected ${source}: ${reason}\n`)
}

export async function stories(call: Call): Promise<void> {
  const [product, asked] = [await call.product(), { scope: scopeOf(call), now: nowOf(call) }]
  // Only a person is shown what the topics are called.
  const known = call.values.json ? undefined : await topicsOf(product, asked)
  const found = await storiesOf(product, asked, known)
  print(call, found, () => renderStories(found, { topics: known }))
}

export async function topics(call: Call): Promise<void> {
  const found = await topicsOf(await call.product(), { scope: scopeOf(call), now: nowOf(call) })
  print(call, found, () => renderTopics(found))
}

export async function disputes(call: Call): Promise<void> {
  const product = await call.product()
  const found = await product.index.disputes(scopeOf(call))
  print(call, found, () => renderDisputes(found, product.readerLink))
}

export async function timeline(call: Call): Promise<void> {
  const product = await call.product()
  const word = call.words.join(' ')
  const subject = word === '' ? undefined : await topicMeant(word, scopeOf(call), product)
  const on = subject && (await product.articlesOn(subject.topic, scopeOf(call), nowOf(call)))
  const ids = on?.filter((id) => subject?.only?.(id, null) ?? true)
  const entries = product.brief.eventsUpTo(await product.index.timeline(scopeOf(call), ids), nowOf(call))
  print(call, entries, () => renderTimeline(entries, product.readerLink))
}

export async function article(call: Call): Promise<void> {
  const product = await call.product()
  const id = one(call.words, 'article ID')
  const found = await product.articles.get(id, scopeOf(call))
  if (!found)
    throw new BorderBriefError('no-article', `There is no article ${id} here: run \`border-brief articles\` to see what there is.`)
  const indexed = await product.index.indexed(found, scopeOf(call))
  if (call.values.json) return writeLine(indexed)
  process.stdout.write(`${indexed.headline ?? indexed.label}\n${indexed.label}, ${indexed.publishedAt ?? 'undated'}\n\n${indexed.text}\n`)
}

export async function articles(call: Call): Promise<void> {
  const product = await call.product()
  for await (const found of product.articles.all(scopeOf(call))) {
    const { id, label, publisher, headline, publishedAt, familyId, storyId } = await product.index.indexed(found, scopeOf(call))
    if (call.values.json) writeLine({ id, label, publisher, headline, publishedAt, familyId, storyId })
    else process.stdout.write(`${id}  ${publishedAt ?? 'undated   '}  ${label}\n`)
  }
}
