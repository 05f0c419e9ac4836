// How the desk stands, as the channel that asks may know it.
import { workspaceKey } from '../domain/address.ts'
import { OPERATOR } from '../domain/article.ts'
import { FEEDBACK_DAYS, renderStatus, type StatusInput } from '../render/render.ts'
import { healthRows } from './adding.ts'
import { type Asking, aside, type Reply, type Statistics } from './reply.ts'

export async function status(asking: Asking): Promise<Reply> {
  const { deps, scope, channel, now, topics } = asking
  const { articles, newest } = await deps.articles.extent(scope)
  const statistics = deps.statistics
  const upcoming = await deps.digests.upcoming(channel, now)
  const digests = upcoming.map(({ topic, at }) => ({ title: topics.find(({ name }) => name === topic)?.title ?? topic, at }))
  const paused = (await deps.digests.list(channel)).filter((one) => one.paused)
  const { twins, ambiguous } = await deps.digests.counts(channel)
  const failingSources = statistics?.failingSources(scope) ?? []
  const desk = statistics === undefined ? undefined : await deskUse(now, statistics)
  const modelUse = await modelUseOf(asking)
  return aside(
    renderStatus({
      desk,
      articles,
      newest,
      failingSources,
      polled: await healthRows(asking),
      keeping: await statistics?.keeping?.(scope),
      ...modelUse,
      digests,
      paused,
      twins,
      ambiguous,
      feedback: await feedbackOf(asking),
    }),
  )
}

/** Of this workspace, in the last month. */
async function feedbackOf({ deps, channel, now }: Asking): Promise<StatusInput['feedback']> {
  return deps.feedback?.counts(workspaceKey(channel), now.subtract({ hours: 24 * FEEDBACK_DAYS }).toString())
}

/** The model, and what the workspace may still use of it today. */
export async function modelUseOf({ deps: { statistics }, channel, now }: Asking): Promise<Pick<StatusInput, 'model' | 'budget'>> {
  if (statistics === undefined || !asksModels(statistics)) return { model: null, budget: null }
  const budget = await budgetOf(workspaceKey(channel), now, statistics)
  return { model: statistics.model === null ? null : { name: statistics.model, last: statistics.lastChoice() }, budget }
}

const asksModels = ({ model, embedding }: Statistics) => model !== null || (embedding ?? null) !== null

/** What went out for nobody in particular: vectors of the operator's articles, the check of `doctor`, questions on the command line. */
async function deskUse(now: Temporal.Instant, { used, currency }: Statistics): Promise<StatusInput['desk']> {
  const { tokens, money, requests } = await used(OPERATOR, now.toString().slice(0, 10))
  return requests === 0 ? undefined : { tokens, money, requests, currency }
}

/** What is left is the lesser of what the workspace and what all together may still use; what others used is not told. */
async function budgetOf(
  workspace: string,
  now: Temporal.Instant,
  { used, limits, currency }: Statistics,
): Promise<NonNullable<StatusInput['budget']>> {
  const day = now.toString().slice(0, 10)
  const [own, all] = await Promise.all([used(workspace, day), used(null, day)])
  const left = (...rooms: readonly (readonly [limit: number | null, used: number])[]) => {
    const limited = rooms.flatMap(([limit, spent]) => (limit === null ? [] : Math.max(0, limit - spent)))
    return limited.length === 0 ? null : Math.min(...limited)
  }
  return {
    tokens: { used: own.tokens, left: left([limits.workspaceTokens, own.tokens], [limits.allTokens, all.tokens]) },
    money: { used: own.money, left: left([limits.workspaceMoney, own.money], [limits.allMoney, all.money]) },
    currency,
    requests: own.requests,
  }
}
