// Which reply fits what was heard: one message in its place, one part for all and one for the asker alone, or the Home tab.
import { WebAPIPlatformError } from '@slack/web-api'
import type { Log } from '../../../base/log.ts'
import type { Document } from '../../../domain/document.ts'
import type { Form } from '../../../domain/form.ts'
import type { Surface } from '../../../ports/platform.ts'
import { agentProgress, asAgent, endSession, suggest } from './agent.ts'
import { exportTo } from './export.ts'
import type { Heard, HomePlace } from './heard.ts'
import { homeView } from './home.ts'
import { formModal } from './modals.ts'
import { plainProgress } from './progress.ts'
import { type ReplyOptions, SlackReply } from './reply.ts'
import type { Seat } from './seat.ts'

export type Replying = Readonly<{
  surface: Surface
  /** the handler is done */
  settle: () => Promise<void>
  /** the handler failed: says the sentence */
  fail: (hint: string) => Promise<void>
  /** whoever asked wants no answer any more; absent where nobody can say so */
  stop?: () => void
}>

export type ReplyMaking = Readonly<{ log: Log; progressAfterMs: number }>

export function replyTo(heard: Heard, seat: Seat, { log, progressAfterMs }: ReplyMaking): Replying {
  const { inbound, target, trigger, aside, publishes } = heard
  if (publishes !== undefined) return homeReply(publishes, seat, log)
  if (heard.suggests === true) return shownBy((document) => suggest(seat, target.channel, document))
  const { workspace: team, channel } = inbound.channel
  const openForm = (form: Form) => {
    const origin = {
      team,
      channel,
      responseUrl: target.responseUrl,
      command: form.command,
      aside: aside?.atRoot === true ? aside.channel : null,
      home: heard.home?.channel ?? null,
    }
    return seat.voice.openView(trigger ?? '', formModal(form, origin))
  }
  const place = { channel: target.channel, thread: target.thread }
  const isAgents = asAgent(heard, seat)
  const progress = isAgents ? agentProgress(seat, place) : plainProgress(seat.voice, target.channel)
  const options: ReplyOptions = {
    ...{ voice: seat.voice, progress, target, botName: () => seat.identity.name, progressAfterMs },
    openForm: trigger === null ? null : openForm,
  }
  const reply = new SlackReply(options)
  const exporting: Surface['export'] = async (made) => {
    const outcome = await exportTo(seat, place, made)
    if (outcome.kind === 'posted') await reply.done()
    return outcome
  }
  // what only the asker sees must not end in a file for all
  if (aside === undefined) {
    const replied = target.onlyResponseUrl ? replying(reply) : replying(reply, { export: exporting })
    return isAgents
      ? inSession(
          replied,
          () => reply.stop(),
          () => endSession(seat, place),
        )
      : replied
  }
  const own = { ...options, target: aside, progress: plainProgress(seat.voice, aside.channel), openForm: null }
  return inTwoPlaces(reply, new SlackReply(own))
}

const replying = (reply: SlackReply, more: Partial<Surface> = {}): Replying => ({
  surface: { ...reply.surface, ...more },
  settle: () => reply.settle(),
  fail: (hint) => reply.fail(hint),
})

/** An agent's, which can be stopped until it is done; that it is done is told to Slack, whatever came of it. */
function inSession(replied: Replying, stop: () => void, end: () => Promise<unknown>): Replying {
  return {
    ...replied,
    stop,
    settle: () => replied.settle().finally(end),
    fail: (hint) => replied.fail(hint).finally(end),
  }
}

/** What concerns a channel is said there; what is for the asker alone, and what the channel does not take, where the asker is. */
function inTwoPlaces(open: SlackReply, own: SlackReply): Replying {
  const { form } = open.surface
  let said = false
  const noting = async <T>(saying: Promise<T>): Promise<T> => {
    const result = await saying
    said = true
    return result
  }
  return {
    surface: {
      progress: own.surface.progress,
      finish: (document) => noting(open.surface.finish(document).catch(() => own.surface.finish(document))),
      whisper: async (document) => void (await noting(own.surface.finish(document))),
      announce: (document) => noting(open.surface.announce(document)),
      ...(form === undefined ? {} : { form: (filled) => noting(form(filled)) }),
    },
    settle: async () => {
      await open.drop()
      await (said ? own.drop() : own.settle())
    },
    fail: async (hint) => {
      await open.drop()
      await own.fail(hint)
    },
  }
}

/** Publishes what the handler has to show, unless it stands there already. */
function homeReply({ person, channel, standing, asked }: HomePlace, { client }: Seat, log: Log): Replying {
  return shownBy(async (document) => {
    const { view, hash } = homeView(document, channel, asked)
    if (hash === standing) return
    try {
      await client.views.publish({ user_id: person, view })
    } catch (error) {
      log.warn('home tab not published', { cause: error instanceof WebAPIPlatformError ? error.data.error : 'no answer' })
    }
  })
}

/** A reply that is no message: whatever the handler has to say is shown that way, and a fault is not. */
function shownBy(shown: (document: Document) => Promise<unknown>): Replying {
  const show: Surface['whisper'] = async (document) => void (await shown(document))
  const nothing = async () => {}
  return {
    surface: {
      progress: nothing,
      whisper: show,
      finish: async (document) => {
        await show(document)
        return { thread: null }
      },
      announce: async () => ({ kind: 'refused', hint: 'Ask for this in a channel.' }),
    },
    settle: nothing,
    fail: nothing,
  }
}
