// A chat over fakes that keeps what a real one keeps: records, feedback, topics, threads, in a database in memory.
import { afterEach } from 'vitest'
import { openSqliteStores, type SqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { createPersonKey } from '../../src/adapters/person-key.ts'
import { systemClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import { openOwnTopics } from '../../src/brief/brief.ts'
import { createRecorder } from '../../src/brief/recorder.ts'
import type { ChatDependencies } from '../../src/chat/chat.ts'
import type { Button, Document } from '../../src/domain/document.ts'
import type { Feedback } from '../../src/domain/feedback.ts'
import type { Form } from '../../src/domain/form.ts'
import { erase } from '../../src/main/erasing.ts'
import { type Desk, type DeskOptions, desk } from './desk.ts'

export type KeptDesk = Desk &
  Readonly<{
    stores: SqliteStores
    forms: Form[]
    feedback: () => Promise<readonly Feedback[]>
    recording: NonNullable<ChatDependencies['recording']>
    close: () => Promise<void>
  }>

/** `forms`: whether they open. */
export type KeptDeskOptions = DeskOptions & { forms?: boolean; stores?: SqliteStores }

async function keptDesk(options: KeptDeskOptions = {}): Promise<KeptDesk> {
  const stores = options.stores ?? openSqliteStores({ dataDir: ':memory:' })
  const ownTopics = await openOwnTopics(stores.workspaceTopics)
  const accounts = { charge: <T>(_: unknown, work: () => Promise<T>) => work(), calls: () => [], chose: () => {}, last: () => null }
  let count = 0
  const randomId = () => {
    count += 1
    return String(count).padStart(16, '0')
  }
  const recorder = createRecorder({ answers: stores.answers, accounts, currency: null, randomId, log: silentLog })
  const recording = { recorder, answers: stores.answers, accounts, personKey: createPersonKey(':memory:') }
  const forms: Form[] = []
  const form = async (opened: Form) => {
    forms.push(opened)
    return options.forms !== false
  }
  const { conversations, feedback, welcomes, workspaceSettings } = stores
  const deps = {
    ...{ recording, ownTopics, conversations, feedback, welcomes, workspaceSettings },
    forgetPerson: (workspace: string, person: string) => erase(workspace, person, { stores, ownTopics, recording, clock: systemClock }),
    ...options.deps,
  }
  const all = () => Array.fromAsync(stores.feedback.all({}))
  return {
    ...desk({ ...options, form: options.forms === false ? undefined : form, deps }),
    stores,
    forms,
    recording,
    feedback: all,
    close: stores.close,
  }
}

/** Makes such desks for the tests of a file; each is closed after the test that made it. */
export function useKeptDesks(): (options?: KeptDeskOptions) => Promise<KeptDesk> {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  return async (options) => {
    const made = await keptDesk(options)
    closing.push(made.close)
    return made
  }
}

export const buttonsOf = ({ nodes }: Document): readonly Button[] => nodes.flatMap((node) => (node.kind === 'buttons' ? node.buttons : []))

/** The value of the button of that label; empty when there is none. */
export const behind = (document: Document | undefined, label: string): string =>
  document === undefined ? '' : (buttonsOf(document).find((button) => button.label === label)?.value ?? '')
