// The estimate against counts of real vocabularies: o200k_base, cl100k_base and r50k_base, counted with gpt-tokenizer 4.0.0.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateTokens } from '../../src/base/model-tokens.ts'

const COUNTED: readonly (readonly [name: string, text: string, counts: readonly number[]])[] = [
  [
    'English',
    'China has urged all sides in the conflict in northern Myanmar to cease fire immediately, a senior official said on Monday, after fighting near the border killed at least one Chinese citizen and displaced tens of thousands of people.',
    [42, 42, 42],
  ],
  ['names', 'Chinshwehaw, Laukkaing, Hsenwi, Namhkam, Pyin Oo Lwin, Kyaukphyu, Nong Rong, Zaw Min Tun, Ngapali', [40, 46, 45]],
  ['ids of passages', 's_3fa91c s_00b1e2 s_a9f0d7 s_7e41bb s_c0ffee s_123456 s_9d8e7f s_0a1b2c', [50, 50, 52]],
  ['numbers', '2023-11-06 14:05:33 1234567890 3.14159 23,000 2,129 +95 9 123 456 789', [40, 40, 33]],
  [
    'Chinese',
    '中国外交部发言人周一表示,中方敦促缅北冲突各方立即停火,确保中缅边境地区安全稳定。据联合国统计,已有超过两万三千人被迫逃离家园。',
    [53, 78, 130],
  ],
  ['traditional Chinese', '緬甸北部的武裝衝突持續升級,數萬名平民逃往中國雲南省邊境,外交部表示高度關注並呼籲各方保持克制。', [48, 71, 99]],
  [
    'Burmese',
    'မြန်မာနိုင်ငံ မြောက်ပိုင်း တရုတ်နယ်စပ်အနီးတွင် တိုက်ပွဲများ ဖြစ်ပွားနေပြီး ပြည်သူ သောင်းနှင့်ချီ နေရပ်စွန့်ခွာ ထွက်ပြေးတိမ်းရှောင်နေရသည်ဟု ကုလသမဂ္ဂက ပြောကြားသည်။',
    [83, 313, 453],
  ],
]

describe('estimateTokens', () => {
  it.each(COUNTED)('counts at least four fifths of what a model counts: %s', (_, text, counts) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(0.8 * Math.max(...counts))
  })

  it('counts English prose less than twice', () => {
    const [, english, counts] = COUNTED[0] ?? ['', '', []]
    expect(estimateTokens(english)).toBeLessThan(2 * Math.max(...counts))
  })

  it('counts the whole as much as its lines, and nothing for nothing', () => {
    expect(estimateTokens('')).toBe(0)
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
        const apart = lines.reduce((sum, line) => sum + estimateTokens(line), 0)
        expect(estimateTokens(lines.join('\n'))).toBeGreaterThanOrEqual(apart - 4 * lines.length)
      }),
    )
  })
})
