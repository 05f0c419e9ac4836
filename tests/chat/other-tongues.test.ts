import { describe, expect, it } from 'vitest'
import { commandInEnglish } from '../../src/chat/other-tongues.ts'
import { parseCommand } from '../../src/chat/parse-command.ts'
import { renderHelp } from '../../src/render/render.ts'

const topics = [{ name: 'border', title: 'Border', query: 'border', aliases: ['边境', 'frontera'], workspace: 'operator' }]
const kindOf = (said: string) => parseCommand(commandInEnglish(said), { topics, timeZone: null }).kind

describe('a command in another language', () => {
  it.each([
    ['帮助', 'help'],
    ['¿Ayuda?', 'help'],
    ['/brief помощь', 'help'],
    ['အကူအညီ', 'help'],
    ['ช่วยเหลือ', 'help'],
    ['时间线 边境', 'timeline 边境'],
    ['時間線', 'timeline'],
    ['Línea de tiempo frontera', 'timeline frontera'],
    ['linea de tiempo frontera', 'timeline frontera'],
    ['chronologie border', 'timeline border'],
    ['что нового', 'new'],
    ['Paramètres', 'settings'],
    ['oublie-moi', 'forget me'],
    ['se désabonner border', 'unsubscribe border'],
    ['订阅 边境 daily 08:00', 'subscribe 边境 daily 08:00'],
    ['暂停　边境', 'pause 边境'],
  ])('is the English one: %s', (said, english) => {
    expect(commandInEnglish(said)).toBe(english)
  })

  it('does what the English one does', () => {
    expect(['帮助', 'ayuda', '时间线 边境', 'fuentes', '退订 边境', 'настройки', '忘记我', 'สถานะ'].map(kindOf)).toEqual([
      'help',
      'help',
      'timeline',
      'sources',
      'unsubscribe',
      'settings',
      'forget-me',
      'status',
    ])
  })

  it.each([
    '争议地区有哪些？',
    '来源可靠吗？',
    '为什么他们逃离？',
    'помощь беженцам на границе',
    'estado de la frontera',
    'who fled?',
    'aide to the minister',
    '',
    'ทำไมคนถึงหนี',
  ])('is not taken from a question that begins alike: %s', (said) => {
    expect(commandInEnglish(said)).toBe(said)
  })

  it('leaves English as it is', () => {
    const commands = renderHelp(['border']).nodes.flatMap((node) =>
      node.kind === 'list' ? node.items.map(([one]) => one?.text ?? '') : [],
    )
    const verbs =
      'help sources subscriptions topics status settings why new timeline disputes digest export subscribe watch pause resume unsubscribe unwatch change send preview add since ask'
    expect(commands.length).toBeGreaterThan(8)
    for (const command of [...commands, ...verbs.split(' '), ...verbs.split(' ').map((verb) => `${verb} border`), 'forget me'])
      expect(commandInEnglish(command)).toBe(command)
  })
})
