import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadSeeds } from '../../src/adapters/sources/seed-lexicon.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { englishBy } from '../../src/search/in-english.ts'
import { realSeeds } from '../real-seeds.ts'
import { archive } from './an-archive.ts'
import { readSeedArticles } from './seed-articles.ts'

const { lexicon, problems } = loadSeeds(join(import.meta.dirname, '../../seeds'))
const inEnglish = englishBy(lexicon)

describe('a question in another language', () => {
  it('finds every glossary readable', () => {
    expect(problems).toEqual([])
    expect(lexicon.glossaries?.map(({ language }) => language).sort()).toEqual(['es', 'fr', 'my', 'ru', 'th', 'zh'])
  })

  it.each([
    ['边境 有多长?', 'how long border'],
    ['邊境有多長？', 'how long border'],
    ['缅中边境有多少人死亡', 'how many people killed Myanmar China border'],
    ['谁访问了缅甸', 'who visited Myanmar'],
    ['大桥什么时候开放', 'when open bridge'],
    ['နယ်စပ် ဘယ်လောက်ရှည်လဲ', 'how long border'],
    ['¿Cuántas personas murieron en la frontera?', 'how many people died border'],
    ['cuantas personas murieron en la frontera', 'how many people died border'],
    ['Combien de personnes ont été déplacées ?', 'how many people displaced'],
    ['Où se trouve le camp de réfugiés ?', 'where camp refugees'],
    ['Сколько человек погибло в лагере беженцев?', 'how many people killed camp refugees'],
    ['ชายแดนยาวเท่าไร', 'how long border'],
  ])('%j is read as %j', (question, english) => {
    expect(inEnglish(question).text).toBe(english)
  })

  it.each(['How long is the border?', 'Port Sudan attack', 'la paz', 'Bordr lenght Myanmr', 'camp combat mission', '', '?!'])(
    'leaves %j as it is',
    (question) => {
      expect(inEnglish(question)).toEqual({ text: question, said: [] })
    },
  )

  it('knows countries and months from the platform’s own tables', () => {
    expect(inEnglish('哈萨克斯坦十月').text).toBe('Kazakhstan October')
    expect(inEnglish('11月在冰岛有多少人').text).toBe('how many people November Iceland')
    expect(inEnglish('Сколько людей в Исландии?').text).toBe('how many people Iceland')
  })

  it('keeps a word that no glossary has, and takes none of its letters for a word', () => {
    expect(inEnglish('谁参观了中心花园').text).toMatch(/^who 参观 中心/u)
  })

  it('of any characters tells where each English word comes from', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('边境', '缅𠀀中', 'İ', 'ဘ')), (question) => {
        const { text, said } = inEnglish(question)
        for (const { from, to, own } of said) {
          expect(from).toBeLessThanOrEqual(to)
          expect(to).toBeLessThanOrEqual(text.length)
          expect(own).not.toBe('')
        }
      }),
    )
  })

  it('is searched for in its own words too, and its unknown words are told', async () => {
    const { find } = await archive(
      [
        { id: 'zh', text: '大桥于周一开放。', language: 'zh' },
        { id: 'en', text: 'The market closed on Friday.' },
      ],
      lexicon,
    )
    const { hits, terms, read } = await find('奥克米尔大桥什么时候开放？')
    expect(hits[0]?.article.id).toBe('zh')
    expect(terms).toEqual(expect.arrayContaining(['大桥', '开放']))
    expect(terms.join('')).toContain('奥')
    expect(read).toMatch(/^when open/u)
  })

  it('is not answered by guesses where its words are unknown', async () => {
    const { find } = await archive([{ id: 'en', text: 'The border is 2,000 km long. Nine people died.' }], lexicon)
    expect((await find('赞比西冶炼厂股价多少')).answers).toBe(false)
    expect((await find('Ποιος κέρδισε το πρωτάθλημα σκακιού;')).answers).toBe(false)
  })

  it('is as it was where no glossary is configured', () => {
    expect(englishBy(emptyLexicon)('边境有多长')).toEqual({ text: '边境有多长', said: [] })
  })
})

describe.skipIf(realSeeds === null)('on the real articles', () => {
  it.each([
    ['边境 有多长?', '2,000km'],
    ['缅中边境有多少人死亡', '29 civilians'],
    ['边境炮击造成多少平民死亡?', '29 civilians'],
    ['多少人逃离家园', '23,000'],
    ['နယ်စပ် ဘယ်လောက်ရှည်လဲ', '2,000km'],
    ['ဒုက္ခသည်စခန်းမှာ လူဘယ်နှစ်ယောက် သေဆုံးခဲ့လဲ', '29 civilians'],
    ['¿Cuánto mide la frontera entre China y Myanmar?', '2,000km'],
    ['Combien de civils ont été tués dans le camp de réfugiés ?', '29 civilians'],
    ['Какова длина границы?', '2,000km'],
    ['ผู้เสียชีวิตในค่ายผู้ลี้ภัยมีกี่คน', '29 civilians'],
  ])('%j is answered first with %j', async (question, words) => {
    const { find } = await archive(readSeedArticles(), lexicon)
    const { hits, answers } = await find(question)
    expect(answers).toBe(true)
    expect(hits[0]?.passage.text).toContain(words)
  })
})
