// Settings of what is kept, and for how long.
import { z } from 'zod'
import { daysBySource, daysKept, paths, whole } from '../base/setting-forms.ts'

export const keepingSettings = z.object({
  ANSWERS_KEPT_DAYS: whole(1, 3650, 90),
  CONVERSATIONS_KEPT_DAYS: whole(1, 3650, 90),
  DELIVERIES_KEPT_DAYS: whole(7, 3650, 400),
  KEEP_ARTICLES_DAYS: daysKept,
  KEEP_ARTICLES_DAYS_BY_SOURCE: daysBySource,
  WATCH_FOLDERS: paths,
})

type Env = z.infer<typeof keepingSettings>

export type KeptChoice = Readonly<{ answersDays: number; conversationsDays: number; deliveriesDays: number }>

/** how long articles are kept, in days; null: for ever */
export type ArticlesKeptChoice = Readonly<{ days: number | null; bySource: ReadonlyMap<string, number | null> }>

export function keptOf(env: Env): KeptChoice {
  return {
    answersDays: env.ANSWERS_KEPT_DAYS,
    conversationsDays: env.CONVERSATIONS_KEPT_DAYS,
    deliveriesDays: env.DELIVERIES_KEPT_DAYS,
  }
}

export function articlesKeptOf(env: Env): ArticlesKeptChoice {
  return { days: env.KEEP_ARTICLES_DAYS, bySource: new Map(env.KEEP_ARTICLES_DAYS_BY_SOURCE) }
}
