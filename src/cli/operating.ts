// The commands of whoever runs it: copies of the data, all of one workspace out, all of one workspace away.
import { createLog } from '../adapters/log.ts'
import { backUpData, restoreData } from '../adapters/stores/sqlite/copies.ts'
import { openSqliteStores, type SqliteStores } from '../adapters/stores/sqlite/sqlite-stores.ts'
import { systemClock } from '../base/clock.ts'
import { type Call, one } from './arguments.ts'
import { outOf } from './output.ts'
import { placeOf } from '../main/erasing.ts'

/** Without the index: what stands in the stores is enough, and the product may be running beside it. */
async function withStores<T>({ config }: Call, work: (stores: SqliteStores) => Promise<T>): Promise<T> {
  const stores = openSqliteStores({ dataDir: config.dataDir, log: createLog(config.logLevel ?? 'warn') })
  try {
    return await work(stores)
  } finally {
    await stores.close()
  }
}

/** All a workspace owns, as JSON lines. */
export async function exportWorkspace(call: Call, workspace: string): Promise<void> {
  placeOf(workspace) // refuses what is no key
  const { line } = outOf(call)
  await withStores(call, async ({ workspaceData }) => {
    for await (const owned of workspaceData.rows(workspace)) line(owned)
  })
}

/** Deletes all a workspace owns; what runs beside it lets go within a minute. */
export async function forget(call: Call): Promise<void> {
  const workspace = one(call.words, 'forget KEY, the key of a workspace, like slack:T123 or discord:456')
  placeOf(workspace)
  const out = outOf(call)
  await withStores(call, async ({ workspaceData }) => {
    const rows = await workspaceData.purge(workspace, systemClock.now().toString())
    await workspaceData.scrub()
    if (out.json) out.line({ workspace, rows })
    else
      out.text(
        rows === 0
          ? `There was nothing of ${workspace}.\n`
          : `Everything of ${workspace} is deleted: ${rows} rows. Backups made before still hold it.\n`,
      )
  })
}

export async function backup(call: Call): Promise<void> {
  const file = one(call.words, 'backup FILE')
  const found = backUpData(call.config.dataDir, file)
  const out = outOf(call)
  if (out.json) out.line({ file, ...found })
  else out.text(`${file} holds ${found.articles} articles and ${found.subscriptions} subscriptions, read back and found sound.\n`)
}

export async function restore(call: Call): Promise<void> {
  const file = one(call.words, 'restore FILE, one that border-brief backup wrote')
  const { found, kept } = restoreData(call.config.dataDir, file, systemClock.now().toString())
  const out = outOf(call)
  if (out.json) return out.line({ file, kept, ...found })
  out.text(`The data is that of ${file}: ${found.articles} articles, ${found.subscriptions} subscriptions.\n`)
  if (kept !== null) out.text(`What was there before is kept as ${kept}: delete it once all is well.\n`)
}
