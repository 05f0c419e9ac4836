// Takes an article out of answers and disputes when its source takes it back; its versions stay readable, marked.
import type { Clock } from '../base/clock.ts'
import type { StoreDeps } from './store-batch.ts'

type Withdrawal = Readonly<{ id: string; from: string }>
type Outcome = Readonly<{ kind: 'updated' | 'unchanged' }> | Readonly<{ kind: 'rejected'; from: string; reason: string }>

/** Withdraws an article of one workspace. Doing it again changes nothing; an id that is unknown there is rejected. */
export async function withdraw(
  { id, from }: Withdrawal,
  workspace: string,
  { articles, transact, index, search, clock }: StoreDeps & Readonly<{ clock: Clock }>,
): Promise<Outcome> {
  const article = await articles.get(id, [workspace])
  if (article === null) return { kind: 'rejected', from, reason: 'no article here has the id that is withdrawn' }
  if (article.withdrawnAt !== null) return { kind: 'unchanged' }
  await transact(async () => {
    await articles.withdraw(id, [workspace], clock.now().toString())
    await index.remove(id, workspace)
  })
  await search.remove(id, workspace)
  return { kind: 'updated' }
}
