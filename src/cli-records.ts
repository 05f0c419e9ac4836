// The commands that get out, or rid of, what is kept of answers.
import type { Out } from './cli-output.ts'
import type { AnswerRecord } from './domain/answer-record.ts'
import type { Product } from './main.ts'

export type ExportFilter = Readonly<{ since?: string | undefined; workspace: string | undefined }>

/** Streams records oldest first; `since` is an ISO date. */
export async function exportAnswers({ answers }: Product, { since, workspace }: ExportFilter, out: Out): Promise<void> {
  const from = since === undefined ? undefined : `${since}T00:00:00Z`
  for await (const record of answers.all({ since: from, workspace })) {
    if (out.json) out.line(record)
    else out.text(`${lineOf(record)}\n`)
  }
}

function lineOf({ id, at, how, workspace, kind, claims, model, question }: AnswerRecord): string {
  const asked = question.replace(/\s+/gu, ' ').replace(/\p{Cc}/gu, '')
  return `${at.slice(0, 19)}Z  ${id}  ${workspace}  ${how}  ${kind}, ${claims.length} claims, model ${model.state}  ${asked}`
}

export async function eraseRecords({ accounting, endings }: Product, workspace: string, person: string | null, out: Out): Promise<void> {
  const erased = await accounting.erase(workspace, person)
  await endings.scrub()
  if (out.json) return out.line(erased)
  out.text(
    `${erased.answers} records of answers, ${erased.requests} requests to the model, ${erased.turns} turns of threads and ${erased.feedback} words of feedback erased\n`,
  )
}
