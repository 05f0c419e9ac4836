// Erases what is kept of a workspace, or of one person in it.
import type { SqliteStores } from '../adapters/stores/sqlite/sqlite-stores.ts'
import type { Clock } from '../base/clock.ts'
import { BorderBriefError } from '../base/error.ts'
import type { OwnTopics } from '../brief/brief.ts'
import type { Recording } from '../chat/reply.ts'
import { personPlace, type PlatformName } from '../domain/address.ts'

/** `told`: what `/brief new` had told people; `subscriptions`: those whose maker is not named any more. */
export type Erased = Readonly<Record<'answers' | 'requests' | 'turns' | 'told' | 'feedback' | 'topics' | 'subscriptions', number>>

type Parts = Readonly<{
  stores: SqliteStores
  ownTopics: Pick<OwnTopics, 'erase'>
  recording: Pick<Recording, 'recorder' | 'personKey'>
  clock: Clock
}>

/** `workspace`: its key, like `slack:T123`; `personId` as the platform names the person, null for everything of the workspace. */
export async function erase(workspace: string, personId: string | null, { stores, ownTopics, recording, clock }: Parts): Promise<Erased> {
  const place = placeOf(workspace)
  const person = personId === null ? null : recording.personKey(place, personId)
  await recording.recorder.settled() // what was just answered is still on its way into the file
  const at = clock.now().toString()
  return stores.transact(async () => {
    await stores.erasures.note(workspace, person, at) // what is being answered now is not kept when it is done
    // First, for the records say whose the turns of threads are.
    const people = personId === null || person === null ? null : await stores.people.forget({ ...place, id: personId, key: person })
    if (personId !== null) await stores.inbound.forgetAsker({ ...place, person: personId })
    // who was greeted alone may be greeted again
    if (person !== null) await stores.welcomes.undo(personPlace(workspace, person))
    return {
      answers: await stores.answers.erase(workspace, person),
      requests: await stores.budget.erase(workspace, person),
      told: await stores.memory.forgetPeople(workspace, person),
      feedback: await stores.feedback.erase(workspace, person),
      turns: people?.turns ?? (await stores.conversations.erase(place)),
      topics: people === null ? await ownTopics.erase(workspace) : 0,
      subscriptions: people?.subscriptions ?? 0,
    }
  })
}

const PLATFORMS: readonly PlatformName[] = ['slack', 'discord', 'web', 'console']

/** `slack:T123` → its platform and workspace. */
export function placeOf(key: string): Readonly<{ platform: PlatformName; workspace: string }> {
  const [name = '', ...rest] = key.split(':')
  const platform = PLATFORMS.find((known) => known === name)
  if (platform === undefined || rest.join(':') === '')
    throw new BorderBriefError('no-workspace', `${key} is no workspace: write its key, like slack:T123 or discord:456.`)
  return { platform, workspace: rest.join(':') }
}
