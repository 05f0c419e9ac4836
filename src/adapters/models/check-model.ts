// What `doctor` says of the model, after one tiny request.
import { z } from 'zod'
import type { LanguageModel } from '../../ports/language-model.ts'
import type { OpenAiSettings } from './openai.ts'

const CHECK_MS = 30_000 // a local server may load the model first
const SLOW_MS = 5_000 // most of what an answer waits

const CHECK = {
  system: 'Reply with one JSON object and nothing else.',
  user: 'Reply with {"ok": true}',
  schema: {
    name: 'check',
    json: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'], additionalProperties: false },
  },
  prompt: 'doctor',
  deadlineMs: CHECK_MS,
} as const

const Right = z.object({ ok: z.literal(true) })

/** Asks once (more often only where the server has to be asked in a plainer form). The sentence holds neither key nor a word of the server's. */
export async function checkModel(
  ask: LanguageModel['ask'],
  settings: OpenAiSettings,
  form: () => string,
): Promise<Readonly<{ ok: boolean; sentence: string }>> {
  const started = performance.now()
  const reply = await ask(CHECK)
  const ms = Math.round(performance.now() - started)
  const { model } = settings
  const reason = reply.kind === 'failed' ? reply.reason : Right.safeParse(reply.json).success ? null : 'wrong-json'
  if (reason !== null) return { ok: false, sentence: `The model ${model} is not used (${reason}): ${mendOf(reason, settings)}.` }
  if (ms > SLOW_MS) {
    return {
      ok: false,
      sentence: `The model ${model} answers, but took ${ms} ms: answers wait 6 s at most, so keep it loaded or take a faster one.`,
    }
  }
  if (inClear(settings)) {
    return {
      ok: false,
      sentence: `The model ${model} answers, but the key goes to another machine unencrypted: set OPENAI_BASE_URL to an https address.`,
    }
  }
  return { ok: true, sentence: `The model ${model} answers (${form()}, ${ms} ms) and may choose passages.` }
}

/** A key that is one, by http, to somewhere else than this machine. */
function inClear({ apiKey, baseUrl }: OpenAiSettings): boolean {
  const url = baseUrl === null ? null : URL.parse(baseUrl)
  return apiKey !== 'none' && url?.protocol === 'http:' && !/^(localhost|127\.|\[::1\]$)/.test(url.hostname)
}

function mendOf(reason: string, { baseUrl, model, api }: OpenAiSettings): string {
  const where = baseUrl === null ? 'OpenAI' : 'the server at OPENAI_BASE_URL'
  const mends: Readonly<Record<string, string>> = {
    'key-refused': `${where} refused the key, so set OPENAI_API_KEY to one that it takes and start again`,
    'not-understood': `${where} took the request in no form, so see that it is an OpenAI-compatible chat server and that ${model} is a chat model`,
    'http-404': `${where} has no such model or address, so compare OPENAI_MODEL with its list of models${api === 'chat' ? ' and see that OPENAI_BASE_URL ends in /v1' : ', and set OPENAI_API=chat if it has no Responses API'}`,
    'http-429': `${where} has had too many requests or the account has no credit left, so look at its limits and its billing`,
    'http-503': `${where} is not ready, as when it loads the model, so try again in a minute`,
    timeout: `${where} did not answer within ${CHECK_MS / 1000} s, so see that it is not overloaded and that the model fits its memory`,
    unreachable: `${where} cannot be reached, so start it, or correct OPENAI_BASE_URL`,
    redirect: `${where} redirects, so set OPENAI_BASE_URL to the address it redirects to`,
    'a-page': `a web page answered, so see that OPENAI_BASE_URL is the address of the API, which ends in /v1 as a rule`,
    'wrong-form': `${where} answers otherwise than this API does, so see that OPENAI_BASE_URL is the address of the API, which ends in /v1 as a rule`,
    'finish-length': `${model} thinks longer than its reply may be, so take a model that reasons less or not at all`,
  }
  const mend = mends[reason]
  if (mend !== undefined) return mend
  if (reason.startsWith('budget-'))
    return 'the budget of today is used up or could not be read, so wait for the next day (UTC) or raise the limit in .env'
  if (/^http-5/.test(reason)) return `${where} has a fault of its own, so look at its log`
  if (/^http-/.test(reason)) return `${where} did not accept the request, so look at its log`
  return `${model} does not reply with the JSON it is asked for, so take a model that follows instructions`
}
