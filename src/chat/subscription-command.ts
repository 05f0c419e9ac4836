// Commands about subscriptions, read and ready to be carried out (pure).
import type { Schedule } from '../domain/subscription.ts'
import type { WorkspaceSettings } from '../domain/workspace-settings.ts'
import type { TimeOfDay } from './time-words.ts'
import type { Until } from './until-words.ts'

/** What is to change of a subscription; the rest stays as it is. */
export type SubscriptionChange = Readonly<{
  days?: readonly number[]
  clock?: TimeOfDay
  cron?: string
  timeZone?: string
  quietLine?: boolean
  mostADay?: number
}>

/** `which` is an id or a topic; null where none was named. */
export type SubscriptionCommand =
  | Readonly<{
      kind: 'subscribe'
      topic: string
      title: string
      schedule: Schedule
      /** null: as it was, else as the workspace has it */
      quietLine: boolean | null
      /** the zone was written, not taken over */
      zoneWritten: boolean
    }>
  | Readonly<{ kind: 'watch'; topic: string; title: string; mostADay: number | null; timeZone: string | null }>
  /** to be filled in: a new subscription, or the one named as it stands */
  | Readonly<{ kind: 'form'; which: string | null }>
  | Readonly<{ kind: 'change'; which: string; change: SubscriptionChange }>
  | Readonly<{ kind: 'resume' | 'send-now' | 'preview'; which: string | null }>
  /** `until`: when it goes on by itself, in words; absent: when somebody says so */
  | Readonly<{ kind: 'pause'; which: string | null; until?: Until }>
  /** `of`: only a watch is meant */
  | Readonly<{ kind: 'unsubscribe'; topic: string; of?: 'watch' }>
  | Readonly<{ kind: 'subscriptions' }>
  /** what is new for the person since they last asked here */
  | Readonly<{ kind: 'new'; topic: string }>
  /** null: to be shown; `form`: to be filled in */
  | Readonly<{ kind: 'settings'; change: Partial<WorkspaceSettings> | 'form' | null }>
  /** cannot be done as written; `text` is one sentence with the mend, `form` the command whose form would help; `meant` is what it is where several stories are about `word` */
  | Readonly<{ kind: 'mend'; text: string; form?: string; word?: string; meant?: Meant }>

/** What is written about a word that is no configured topic. */
export type Meant = Extract<SubscriptionCommand, { kind: 'subscribe' | 'watch' }> | Readonly<{ kind: 'digest'; topic: string }>
