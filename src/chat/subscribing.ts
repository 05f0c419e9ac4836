// Subscribes and unsubscribes a channel. A subscription stands only once the channel has seen its confirmation.
import type { Inbound } from '../domain/inbound.ts'
import type { Surface } from '../ports/platform.ts'
import { renderSubscribed } from '../render/render.ts'
import type { Command } from './parse-command.ts'
import { type Asking, notice, type Reply } from './reply.ts'

const NOT_ALLOWED = 'Only people who may manage this channel can change what it gets; ask one of them to write this.'

type Subscribe = Extract<Command, { kind: 'subscribe' }>

/** Null when the confirmation was posted in the channel and nothing is left to say. */
export async function subscribe(command: Subscribe, inbound: Inbound, surface: Surface, asking: Asking): Promise<Reply | null> {
  if (!inbound.mayManage) return notice(NOT_ALLOWED)
  const { digests } = asking.deps
  const { channel, now } = asking
  const { topic, schedule, title } = command
  const before = (await digests.list(channel)).find((subscription) => subscription.topic === topic)
  const undo = async () => {
    if (before === undefined) await digests.unsubscribe(channel, topic)
    else await digests.subscribe({ channel, topic, schedule: before.schedule, by: before.createdBy, now })
  }
  const { subscription, next } = await digests.subscribe({ channel, topic, schedule, by: inbound.person.id, now })
  try {
    const announced = await surface.announce(renderSubscribed({ subscription, title, next }))
    if (announced.kind === 'posted') return null
    await undo()
    return notice(announced.hint)
  } catch (error) {
    await undo()
    throw error
  }
}

export async function unsubscribe({ topic }: Extract<Command, { kind: 'unsubscribe' }>, inbound: Inbound, asking: Asking): Promise<Reply> {
  if (!inbound.mayManage) return notice(NOT_ALLOWED)
  const { digests } = asking.deps
  const known = (await digests.list(asking.channel)).map((subscription) => subscription.topic)
  const meant = known.find((name) => name.toLowerCase() === topic.toLowerCase()) ?? topic
  if (await digests.unsubscribe(asking.channel, meant))
    return { ...notice(`Done: this channel no longer gets “${meant}”.`), private: false }
  if (known.length === 0) return notice('This channel has no subscription.')
  return notice(`This channel does not get “${topic}”. It gets: ${known.map((name) => `“${name}”`).join(', ')}.`)
}
