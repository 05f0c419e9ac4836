// The first answer to an interaction that came by HTTP is the response to that request; discord.js says it by REST, so it is taken from there.
import type { ServerResponse } from 'node:http'
import { DefaultRestOptions, type RESTOptions } from 'discord.js'
import { z } from 'zod'
import { refuse } from '../http-edge.ts'

type MakeRequest = RESTOptions['makeRequest']

export type HttpReplies = Readonly<{
  /** From now on the first answer to this interaction goes there. */
  expect: (interactionId: string, response: ServerResponse) => void
  /** For discord.js, in the place of its own. */
  makeRequest: MakeRequest
}>

const CALLBACK = /\/interactions\/(\d+)\/([^/?]+)\/callback(?:\?|$)/
const FOLLOWING = /\/webhooks\/\d+\/([^/?]+)/
const ANSWER_WITHIN_MS = 2_900 // Discord waits three seconds
const UNKNOWN_INTERACTION = { message: 'Unknown interaction', code: 10_062 } // Discord's own words for an answer that comes too late
const YOUNG_MS = 3_000
const FIRST_PAUSE_MS = 50
/** Unknown message, unknown webhook: what Discord says of an interaction while it has not read the response to it. */
const UNREAD = z.object({ code: z.union([z.literal(10_008), z.literal(10_015)]) })

/** `send`: what carries all other requests. */
export function createHttpReplies(send: MakeRequest = DefaultRestOptions.makeRequest, answerWithinMs = ANSWER_WITHIN_MS): HttpReplies {
  const waiting = new Map<string, ServerResponse>()
  const young = new Set<string>() // tokens of what was answered just now

  async function acknowledge(response: ServerResponse, token: string, body: string): Promise<Response> {
    young.add(token)
    setTimeout(() => young.delete(token), YOUNG_MS).unref()
    const isOut = await written(response, body)
    return isOut ? new Response(null, { status: 204 }) : Response.json(UNKNOWN_INTERACTION, { status: 404 })
  }

  return {
    expect: (id, response) => {
      waiting.set(id, response)
      // Unanswered, or not ours to answer: Discord says by itself that nothing came.
      const late = setTimeout(() => refuse(response, 504), answerWithinMs)
      response.once('close', () => {
        clearTimeout(late)
        waiting.delete(id)
      })
    },
    makeRequest: async (url, init) => {
      const [, id = '', token = ''] = CALLBACK.exec(url) ?? []
      const response = waiting.get(id)
      waiting.delete(id)
      // What is late or said a second time is for Discord to refuse.
      if (response !== undefined && !response.headersSent && typeof init.body === 'string') return acknowledge(response, token, init.body)
      const following = FOLLOWING.exec(url)?.[1] ?? ''
      return patiently(
        () => send(url, init),
        () => young.has(following),
      )
    },
  }
}

/** What follows the first answer may overtake it, on another connection: it is sent again until Discord knows what it is about. */
async function patiently(attempt: () => ReturnType<MakeRequest>, mayWait: () => boolean): ReturnType<MakeRequest> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
    const answer = await attempt()
    if (answer.status !== 404 || !mayWait()) return answer
    const text = await answer.text()
    if (!UNREAD.safeParse(parsed(text)).success) return new Response(text, { status: 404, headers: [...answer.headers] })
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether all of it was handed over before the connection was closed. */
function written(response: ServerResponse, body: string): Promise<boolean> {
  return new Promise((resolve) => {
    response.once('finish', () => resolve(true))
    response.once('close', () => resolve(false))
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(body)
  })
}
