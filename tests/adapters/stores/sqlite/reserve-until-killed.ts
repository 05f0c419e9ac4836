// Run as a process of its own by budget-store.test.ts: reserves, says so, and settles every other one, until it is refused or killed.
import { openSqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'

const [dataDir = '', name = '', room = '0', at = ''] = process.argv.slice(2)
const { budget } = openSqliteStores({ dataDir })
const limits = { workspaceTokens: Number(room), workspaceMoney: null, allTokens: null, allMoney: null, personRequests: null }
for (let n = 0; ; n += 1) {
  const id = `${name}-${n}`
  const { kind } = await budget.reserve({ id, payer: { workspace: 'w', person: null }, estimate: { tokens: 100, money: 0 }, at, limits })
  if (kind === 'refused') break
  process.stdout.write(`reserved ${id}\n`)
  if (n % 2 === 0) continue
  await budget.settle(id, { tokens: 60, money: 0 }, at)
  process.stdout.write(`settled ${id}\n`)
}
