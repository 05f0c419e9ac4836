// People who write `/brief …` on the emulated platforms at a steady rate, each in a channel of their own, and what they saw: who was acknowledged when, answered when, and how often.
import { setTimeout as wait } from 'node:timers/promises'
import { record } from '../../tests/fakes/discord/json.ts'
import { user } from '../../tests/fakes/discord/shapes.ts'
import type { Emulation, Place } from '../chaos/emulation.ts'

export type CrowdPlan = Readonly<{
  platform: 'slack' | 'discord'
  perSecond: number
  seconds: number
  /** what is asked, in turn */
  words: readonly string[]
  /** channels where nobody asks */
  except?: readonly string[]
}>

/** Milliseconds from when a command left. `answers`: first messages of answers that came. */
export type Told = Readonly<{ ackMs: number | null; answerMs: number | null; answers: number }>

export type CrowdReport = Readonly<{
  told: readonly Told[]
  /** the most that a command left late, in milliseconds: the crowd's own machine was busy */
  mostLateMs: number
  /** for how long that machine stood still, so that nothing could be said */
  stillMs: number
  /** processor time of the emulated platforms and the crowd: near the time that passed, it is they who are slow */
  ownCpuMs: number
  /** what the platforms refused */
  rejected: readonly string[]
  /** messages that stand in the channels where nobody asks */
  unasked: number
}>

type Asked = { left: number; ackMs: number | null; answerMs: number | null; answers: number }

const LAST_ANSWERS_MS = 30_000
const STILL_MS = 2_000 // longer than any of our own work takes
const SECOND_ANSWERS_MS = 5_000 // what comes twice may come late
const PROGRESS = /Reading [\d,]+ article|Looking …/

/** Asks until the time is over, then waits for the last answers, and a while longer for second ones. */
export async function ask(emulation: Emulation, places: readonly Place[], plan: CrowdPlan): Promise<CrowdReport> {
  await emulation.reached
  const all: Asked[] = []
  const say = plan.platform === 'slack' ? sayOnSlack(emulation) : sayOnDiscord(emulation)
  const here = places.filter(({ platform }) => platform === plan.platform)
  const isSpared = (channel: string) => plan.except?.includes(channel) === true
  const inTurn = workspacesInTurn(here.filter(({ channel }) => !isSpared(channel)))
  let began = performance.now()
  let stillMs = 0
  const count = plan.perSecond * plan.seconds
  let mostLateMs = 0
  const cpu = process.cpuUsage()
  for (let at = 0; at < count; at += 1) {
    const due = began + (at * 1_000) / plan.perSecond
    if (due > performance.now()) await wait(due - performance.now())
    // Where the whole machine stood still, nobody wrote meanwhile.
    const lateMs = performance.now() - due
    if (lateMs > STILL_MS) {
      stillMs += lateMs
      began += lateMs
    } else mostLateMs = Math.max(mostLateMs, lateMs)
    const place = inTurn[at % inTurn.length]
    if (place === undefined) break
    const asked: Asked = { left: performance.now(), ackMs: null, answerMs: null, answers: 0 }
    all.push(asked)
    say(place, plan.words[at % plan.words.length] ?? '', asked)
  }
  const own = process.cpuUsage(cpu)
  const until = performance.now() + LAST_ANSWERS_MS
  while (performance.now() < until && all.some(({ answerMs }) => answerMs === null)) await wait(100)
  await wait(SECOND_ANSWERS_MS)
  const told = all.map(({ ackMs, answerMs, answers }) => ({ ackMs, answerMs, answers }))
  const { rejected, standing } = emulation.census()
  const spared = new Set(here.map(({ channel }) => channel).filter(isSpared))
  const unasked = standing.filter(({ channel }) => spared.has(channel)).length
  return { told, mostLateMs, stillMs, ownCpuMs: (own.user + own.system) / 1_000, rejected, unasked }
}

/** One channel of each workspace, then the next of each. */
function workspacesInTurn(places: readonly Place[]): readonly Place[] {
  const groups = [...Map.groupBy(places, ({ workspace }) => workspace).values()]
  const most = Math.max(0, ...groups.map(({ length }) => length))
  return Array.from({ length: most }, (_, at) => groups.flatMap((group) => group[at] ?? [])).flat()
}

type Say = (place: Place, words: string, asked: Asked) => void

function answered(asked: Asked): void {
  asked.answerMs ??= performance.now() - asked.left
  asked.answers += 1
}

/** The answer to a command is a message of its own in the channel, and later pages stand in its thread; what only the asker sees comes by the response URL. */
function sayOnSlack({ slack }: Emulation): Say {
  const last = new Map<string, Asked>()
  const byUrl = new Map<string, Asked>()
  const keep = slack.responded.push.bind(slack.responded)
  slack.responded.push = (...all) => {
    for (const { url, body } of all) {
      const asked = byUrl.get(url)
      if (asked !== undefined && body['delete_original'] !== true && asked.answers === 0) answered(asked)
    }
    return keep(...all)
  }
  slack.faultOf = (method, args) => {
    const asked = last.get(String(args.channel))
    if (method === 'chat.postMessage' && args.thread_ts === undefined && asked !== undefined) answered(asked)
    return undefined
  }
  return (place, words, asked) => {
    last.set(place.channel, asked)
    const url = slack.origin.responseUrl()
    byUrl.set(url, asked)
    const who = { channel_id: place.channel, team_id: place.workspace, user_id: `U${place.channel}`, response_url: url }
    slack.command(words, who).then(
      ({ ms }) => {
        asked.ackMs = ms
      },
      () => {}, // not acknowledged: counted as that
    )
  }
}

/** The answer to an interaction takes the place of what the acknowledgement put there; what stands below it are its later pages. */
function sayOnDiscord({ discord, http }: Emulation): Say {
  const byToken = new Map<string, Asked>()
  const acknowledged = (token: string, body: unknown) => {
    const acked = byToken.get(token)
    if (acked !== undefined) acked.ackMs ??= performance.now() - acked.left
    // A reply that is ready at once is given with the acknowledgement itself.
    if (acked !== undefined && record(body)['type'] === 4) answered(acked)
  }
  if (http !== null) http.onAcknowledged = acknowledged
  discord.faultOf = ({ method, path, body }) => {
    const [, answeredToken] = /^\/interactions\/\d+\/([^/]+)\/callback$/.exec(path) ?? []
    const [, editedToken] = /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/.exec(path) ?? []
    if (answeredToken !== undefined) acknowledged(answeredToken, body)
    const edited = byToken.get(editedToken ?? '')
    if (edited !== undefined && method === 'PATCH' && !PROGRESS.test(JSON.stringify(body))) answered(edited)
    return undefined
  }
  return (place, words, asked) => {
    // Everybody is somebody else: limits of persons are not what is tried here.
    Reflect.set(discord, 'user', user(discord.id(), 'Ann', false))
    const interaction = discord.brief('ask', { question: words }, { channelId: place.channel })
    byToken.set(interaction.token, asked)
  }
}
