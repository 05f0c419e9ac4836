// Topics of workspaces, and where the bot introduced itself, in SQLite.
import { z } from 'zod'
import type { Topic } from '../../../domain/topic.ts'
import type { TopicStore, WelcomeLog } from '../../../ports/topic-store.ts'
import { parsedOf, textOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const SAVE = `INSERT INTO workspace_topics (workspace, name, title, query, aliases) VALUES (:workspace, :name, :title, :query, :aliases)
  ON CONFLICT (workspace, name) DO UPDATE SET title = excluded.title, query = excluded.query, aliases = excluded.aliases`
const FIRST = 'INSERT INTO welcomed (place, workspace, at_ms) VALUES (:place, :workspace, :atMs) ON CONFLICT DO NOTHING'

const Aliases = z.array(z.string())

export function createTopicStore(database: Database): TopicStore {
  return {
    all: () => database.read((sql) => sql.all('SELECT * FROM workspace_topics ORDER BY workspace, name').map(topicOf)),
    save: (topic) =>
      database.write((sql) => {
        sql.run(SAVE, { ...topic, aliases: JSON.stringify(topic.aliases) })
      }),
    remove: (name, workspace) =>
      database.write(
        (sql) => sql.run('DELETE FROM workspace_topics WHERE workspace = :workspace AND name = :name', { workspace, name }) > 0,
      ),
    erase: (workspace) => database.write((sql) => sql.run('DELETE FROM workspace_topics WHERE workspace = :workspace', { workspace })),
  }
}

function topicOf(row: Row): Topic {
  return {
    name: textOf(row, 'name'),
    title: textOf(row, 'title'),
    query: textOf(row, 'query'),
    aliases: parsedOf(row, 'aliases', Aliases),
    workspace: textOf(row, 'workspace'),
  }
}

export function createWelcomeLog(database: Database): WelcomeLog {
  return {
    first: (place, workspace, at) =>
      database.write((sql) => sql.run(FIRST, { place, workspace, atMs: Temporal.Instant.from(at).epochMilliseconds }) === 1),
    undo: (place) =>
      database.write((sql) => {
        sql.run('DELETE FROM welcomed WHERE place = :place', { place })
      }),
    erase: (workspace) => database.write((sql) => sql.run('DELETE FROM welcomed WHERE workspace = :workspace', { workspace })),
  }
}
