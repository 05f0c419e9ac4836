// Whose what is to be erased is: a key that is not wholly one is refused, as half of one would be the beginning of many.
import { expect, it } from 'vitest'
import { placeOf } from '../src/erasing.ts'

it.each([
  ['slack:T123', { platform: 'slack', workspace: 'T123' }],
  ['discord:456', { platform: 'discord', workspace: '456' }],
  ['web:desk', { platform: 'web', workspace: 'desk' }],
])('%s is a workspace', (key, place) => expect(placeOf(key)).toEqual(place))

it.each(['', ':', 'slack', 'slack:', ':T123', 'teams:T123', 'Slack:T123', 'operator'])('“%s” is no workspace', (key) =>
  expect(() => placeOf(key)).toThrow(/is no workspace: write its key, like slack:T123/),
)
