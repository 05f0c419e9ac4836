import { describe, expect, it } from 'vitest'
import { deskOf } from '../search/judged-desk.ts'

const NOW = '2026-05-20T00:00:00Z'
const told = (id: string, publisher: string | null, text: string, publishedAt: string | null = '2026-05-19') => ({
  id,
  publisher,
  publishedAt,
  text,
})
const SAYS = '70 people died when the Kestrel dam burst near Holm, a passer-by said.'
const OTHERS = [
  'At least 31 people died near Holm when the Kestrel dam burst on Sunday night, rescuers said.',
  'Rescuers at Holm found 31 people dead below the Kestrel dam, which burst on Sunday.',
  'The bursting of the Kestrel dam killed 31 people in Holm on Sunday, the governor said.',
]

async function leadOf(articles: ReturnType<typeof told>[], question = 'How many people died when the Kestrel dam burst?') {
  const ask = await deskOf(articles)
  return (await ask(question, NOW)).claims[0]?.text ?? ''
}

describe('what several voices say', () => {
  it('leads before what one voice says alone, in words nearer to the question', async () => {
    expect(await leadOf([told('a', 'Star', SAYS), ...OTHERS.map((text, i) => told(`o${i}`, `Paper ${i}`, text))])).toContain('31')
  })

  it('is one voice where one publisher says it thrice', async () => {
    expect(await leadOf([told('a', 'Star', SAYS), ...OTHERS.map((text, i) => told(`o${i}`, 'Gazette', text))])).toContain('70')
  })

  it('proves nothing without dates', async () => {
    expect(await leadOf([told('a', 'Star', SAYS, null), ...OTHERS.map((text, i) => told(`o${i}`, `Paper ${i}`, text, null))])).toContain(
      '70',
    )
  })
})

describe('asked how things are now', () => {
  const OPEN = told('new', 'Post', 'The Kestrel bridge was closed again on Tuesday after cracks were found.', '2026-05-19')
  const BEFORE = told('old', 'Post', 'The Kestrel bridge is open now to all traffic.', '2026-03-01')

  it('the newest report leads', async () => {
    expect(await leadOf([OPEN, BEFORE], 'Is the Kestrel bridge open now?')).toContain('closed again')
  })

  it('of a year that has gone, the best does', async () => {
    const old = told('then', 'Post', 'The Kestrel bridge was opened in 2019 by the mayor.', '2026-01-01')
    expect(await leadOf([OPEN, old], 'Who opened the Kestrel bridge in 2019, now closed?')).toContain('2019')
  })
})
