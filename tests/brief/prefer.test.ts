// Which of the passages that answer nearly as well leads.
import { describe, expect, it } from 'vitest'
import { bestLead } from '../../src/brief/prefer.ts'
import { figureOf, hitOf, person } from './hits.ts'

describe('bestLead', () => {
  const vague = hitOf('Tens of thousands were displaced.', { figures: [figureOf('displaced', null, 'vague')], score: 0.8 })
  const number = (score: number, measure = 'displaced') => hitOf('23,000 people fled.', { figures: [figureOf(measure, 23_000)], score })

  it('puts a number before a vague word for the same', () => {
    const exact = number(0.5)
    expect(bestLead([vague, exact], { answerType: 'number' })).toEqual([exact, vague])
  })

  it('leaves a number of something else, or one far less likely, where it is', () => {
    expect(bestLead([vague, number(0.5, 'killed')], { answerType: 'number' })[0]).toBe(vague)
    expect(bestLead([vague, number(0.2)], { answerType: 'number' })[0]).toBe(vague)
    expect(bestLead([vague, number(0.5)], { answerType: 'other' })[0]).toBe(vague)
  })

  it('puts an age first when asked how old, and a day when asked when', () => {
    const neither = hitOf('Police talked with the suspect for two hours.')
    const age = hitOf('The suspect, a 61-year-old man, gave himself up.', { score: 0.5 })
    expect(bestLead([neither, age], { answerType: 'number', question: 'How old is the suspect?' })).toEqual([age, neither])
    expect(bestLead([neither, age], { answerType: 'number', question: 'How long did police talk?' })[0]).toBe(neither)
    const dates = [{ words: 'on Friday', from: '2024-01-05', to: '2024-01-05', precision: 'day' as const, start: 0, end: 9 }]
    const day = hitOf('On Friday the suspect gave himself up.', { dates, score: 0.7 })
    expect(bestLead([neither, day], { answerType: 'date', question: 'When did he give up?' })).toEqual([day, neither])
    expect(bestLead([neither, { ...day, score: 0.3 }], { answerType: 'date', question: 'When did he give up?' })[0]).toBe(neither)
  })

  it('puts a full name before the surname alone', () => {
    const brief = hitOf('Lind visited the valley.', { names: [person('Lind')] })
    const full = hitOf('The envoy, Mara Lind, visited the valley.', { names: [person('Mara Lind')], score: 0.8 })
    expect(bestLead([brief, full], { answerType: 'person' })).toEqual([full, brief])
  })

  it('puts somebody before nobody when both are as likely', () => {
    const nobody = hitOf('The plan was put forward by Norland.')
    const somebody = hitOf('The plan was put forward by the late premier Otto Berg.', { names: [person('Otto Berg')], score: 0.95 })
    expect(bestLead([nobody, somebody], { answerType: 'person' })).toEqual([somebody, nobody])
    expect(bestLead([nobody, { ...somebody, score: 0.5 }], { answerType: 'person' })[0]).toBe(nobody)
  })

  it('does not take another person for a fuller name', () => {
    const brief = hitOf('Lind visited the valley.', { names: [person('Lind')] })
    const other = hitOf('The envoy, Otto Berg, visited the valley.', { names: [person('Otto Berg')], score: 0.8 })
    expect(bestLead([brief, other], { answerType: 'person' })[0]).toBe(brief)
  })
})
