// What the load rows ask of the emulated platforms: when each post arrived, and how long a `/brief` takes.
import { setTimeout as wait } from 'node:timers/promises'
import type { Emulation } from './emulation.ts'

export type Arrival = Readonly<{ platform: 'slack' | 'discord'; channel: string; at: number }>
export type Load = Readonly<{
  /** messages that stand, with the time they came, in epoch milliseconds */
  arrivals: readonly Arrival[]
  /** of every request to Discord except answers to interactions, in epoch milliseconds */
  discordRequests: readonly number[]
  /** answers with status 429 */
  limited: number
}>
export type Asked = Readonly<{ ackMs: number; answerMs: number | null }>

const ANSWER_WITHIN_MS = 20_000

export function loadOf({ slack, discord }: Emulation): Load {
  return {
    arrivals: [
      ...[...slack.workspace.messages.values()].map(({ channel, ts }) => ({ platform: 'slack' as const, channel, at: Number(ts) * 1_000 })),
      ...[...discord.messages.values()].map((one) => ({
        ...{ platform: 'discord' as const, channel: one.channel_id },
        at: Date.parse(String(one['timestamp'])),
      })),
    ],
    discordRequests: discord.requests.filter(({ path }) => !/^\/(interactions|webhooks)\//.test(path)).map(({ at }) => at),
    limited: slack.rejected.filter(({ error }) => error === 'ratelimited').length + discord.limited,
  }
}

/** `/brief` on Slack, from the command to its acknowledgement and to the message that answers it; in a channel of its own. */
export async function askBrief({ slack }: Emulation, words: string): Promise<Asked> {
  const channel = `CASK${slack.calls.length}`
  slack.workspace.joined.add(channel)
  const calls = slack.calls.length
  const responded = slack.responded.length
  const from = performance.now()
  const { ms } = await slack.command(words, { channel_id: channel })
  const isAnswer = ({ method, args }: (typeof slack.calls)[number]) => method === 'chat.postMessage' && args.channel === channel
  while (performance.now() - from < ANSWER_WITHIN_MS) {
    // What only the asker sees goes to the response URL.
    const isAnswered = slack.responded.length > responded || slack.calls.slice(calls).some(isAnswer)
    if (isAnswered) return { ackMs: ms, answerMs: performance.now() - from }
    await wait(5)
  }
  return { ackMs: ms, answerMs: null }
}
