// What each workspace has settled, in SQLite.
import { z } from 'zod'
import { NOTHING_SETTLED, type WorkspaceSettings } from '../../../domain/workspace-settings.ts'
import type { SettingsStore } from '../../../ports/settings-store.ts'
import { integerOrNullOf, textOrNullOf } from './rows.ts'
import type { Database, Row, Sql } from './transact.ts'

const SELECT = 'SELECT time_zone, subscribers, quiet_line, answers FROM workspace_settings WHERE workspace = :workspace'
const SAVE = `INSERT INTO workspace_settings (workspace, time_zone, subscribers, quiet_line, answers)
  VALUES (:workspace, :timeZone, :subscribers, :quietLine, :answers)
  ON CONFLICT (workspace) DO UPDATE SET time_zone = excluded.time_zone, subscribers = excluded.subscribers, quiet_line = excluded.quiet_line,
    answers = excluded.answers`

const Answers = z.enum(['public', 'private']).nullable()
const Subscribers = z.enum(['members', 'admins']).nullable()

export function createSettingsStore(database: Database): SettingsStore {
  return {
    get: (workspace) => database.read((sql) => settingsIn(sql, workspace)),
    change: (workspace, change) =>
      database.write((sql) => {
        const settings = { ...settingsIn(sql, workspace), ...change }
        const { timeZone, subscribers, quietLine, answers = null } = settings
        sql.run(SAVE, { workspace, timeZone, subscribers, answers, quietLine: quietLine === null ? null : Number(quietLine) })
        return settings
      }),
  }
}

function settingsIn(sql: Pick<Sql, 'get'>, workspace: string): WorkspaceSettings {
  const row = sql.get(SELECT, { workspace })
  return row === null ? NOTHING_SETTLED : settingsOf(row)
}

function settingsOf(row: Row): WorkspaceSettings {
  const quiet = integerOrNullOf(row, 'quiet_line')
  return {
    timeZone: textOrNullOf(row, 'time_zone'),
    subscribers: Subscribers.parse(textOrNullOf(row, 'subscribers')),
    quietLine: quiet === null ? null : quiet === 1,
    ...answersOf(row),
  }
}

function answersOf(row: Row): Pick<WorkspaceSettings, 'answers'> {
  const answers = Answers.parse(textOrNullOf(row, 'answers'))
  return answers === null ? {} : { answers }
}
