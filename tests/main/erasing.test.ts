// Whose what is to be erased is: a key that is not wholly one is refused, as half of one would be the beginning of many.
import { expect, it } from 'vitest'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { placeOf } from '../../src/main/erasing.ts'

it.each([
  ['slack:T123', { platform: 'slack', workspace: 'T123' }],
  ['discord:456', { platform: 'discord', workspace: '456' }],
  ['web:desk', { platform: 'web', workspace: 'desk' }],
])('%s is a workspace', (key, place) => expect(placeOf(key)).toEqual(place))

it.each(['', ':', 'slack', 'slack:', ':T123', 'teams:T123', 'Slack:T123', 'operator'])('“%s” is no workspace', (key) =>
  expect(() => placeOf(key)).toThrow(/is no workspace: write its key, like slack:T123/),
)

it('that somebody had things erased is known for a day, whoever else does', async () => {
  const { erasures, close } = openSqliteStores({ dataDir: ':memory:' })
  const known = () => erasures.since('2026-11-22T00:00:00Z')
  await erasures.note('slack:T1', 'one', '2026-11-22T08:00:00Z')
  await erasures.note('slack:T1', 'other', '2026-11-22T09:00:00Z')
  expect(await known()).toBe(2)
  await erasures.note('slack:T2', null, '2026-11-23T08:30:00Z')
  expect(await known()).toBe(2)
  await close()
})
