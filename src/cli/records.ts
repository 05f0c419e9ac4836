// The commands that get out, or rid of, what is kept of answers.
import type { Out } from './output.ts'
import type { AnswerRecord } from '../domain/answer-record.ts'
import type { Product } from '../main.ts'

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

/** Of a workspace, or of one person there; says how much it was. The bytes are gone from the file before it ends. */
export async function eraseRecords({ accounting, endings }: Product, workspace: string, person: string | null, out: Out): Promise<void> {
  const erased = await accounting.erase(workspace, person)
  await endings.scrub()
  if (out.json) return out.line(erased)
  out.text(
    `erased: records of answers ${erased.answers}, requests to the model ${erased.requests}, turns in threads ${erased.turns}, remarks on answers ${erased.feedback}\n`,
  )
}
