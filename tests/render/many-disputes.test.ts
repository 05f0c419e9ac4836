// A large index has hundreds of disputes: what is left out of a list is said, in its notification as well.
import { expect, it } from 'vitest'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { renderDisputes } from '../../src/render/render.ts'
import { LENGTH } from './answers.ts'

it('is told how many are not shown, and how to see them; nothing of that where all are', () => {
  const some = renderDisputes([LENGTH], () => null, undefined, 1_200)
  expect(documentText(some, { width: 100 })).toMatch(/1200 more disputes not shown: name a topic or a place, as in “disputes border”\.$/)
  expect(some.preview).toBe('Sources differ on the length of the river and 1200 more.')
  const all = renderDisputes([LENGTH], () => null)
  expect(documentText(all, { width: 100 })).not.toContain('not shown')
  expect(all.preview).toBe('Sources differ on the length of the river.')
})
