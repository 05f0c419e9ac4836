// People of another organisation, in a channel shared with it: they may ask, and change nothing.
import { describe, expect, it } from 'vitest'
import { desk } from './desk.ts'

describe('a guest from another organisation', () => {
  it.each(['subscribe border daily 08:00 Asia/Yangon', 'watch border', 'add https://news.example/feed', 'settings quiet off'])(
    'changes nothing by “%s”, also where every member may',
    async (text) => {
      const { say, subscribed } = desk()
      const [told] = await say(text, { as: 'command', outsider: true })
      expect(told).toMatchObject({ how: 'whisper' })
      expect(told?.text).toContain('Only people of the organisation that I was added by may change anything here')
      expect(subscribed).toEqual([])
    },
  )

  it('is answered like anybody', async () => {
    const { say, asked } = desk()
    const [told] = await say('how long is the border?', { as: 'command', outsider: true })
    expect(told).toMatchObject({ how: 'finish' })
    expect(asked).toHaveLength(1)
  })
})
