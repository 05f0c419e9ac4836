// Reads a set of paragraphs and questions: a line is a `doc` or a `q`; the set's path is an argument.
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Paragraph = z.object({ type: z.literal('doc'), doc_id: z.string(), title: z.string(), text: z.string() })
const Question = z.object({
  type: z.literal('q'),
  id: z.string(),
  question: z.string(),
  doc_id: z.string(),
  answerable: z.boolean(),
  spans: z.array(z.tuple([z.number(), z.number()])).default([]),
})

export type Paragraph = z.infer<typeof Paragraph>
export type Question = z.infer<typeof Question>
export type QuestionSet = Readonly<{ paragraphs: readonly Paragraph[]; questions: readonly Question[] }>

export function readQuestions(path: string): QuestionSet {
  const paragraphs: Paragraph[] = []
  const questions: Question[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.startsWith('{"type": "doc"') || line.startsWith('{"type":"doc"')) paragraphs.push(Paragraph.parse(JSON.parse(line)))
    else if (line.includes('"answerable"')) questions.push(Question.parse(JSON.parse(line)))
  }
  return { paragraphs, questions }
}

/** Whether a passage of an article holds a part of an answer. */
export function holdsAnswer(question: Question, passage: Readonly<{ articleId: string; start: number; end: number }>): boolean {
  return passage.articleId === question.doc_id && question.spans.some(([from, to]) => from < passage.end && to > passage.start)
}
