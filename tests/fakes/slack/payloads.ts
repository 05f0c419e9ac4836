// Payloads as Slack sends them, with what the bot does not read left in.
import type { Fields, Workspace } from './workspace.ts'

export type Origin = Readonly<{ workspace: Workspace; responseUrl: () => string; triggerId: () => string }>

/** A root message some person wrote: threads of people start with 16…, the bot's own with 17…. */
export const PERSON_TS = '1600000000.000100'

export function slashCommand(origin: Origin, text: string, more: Fields = {}): Fields {
  return {
    ...{
      token: 'v',
      team_id: origin.workspace.team,
      team_domain: 'fake',
      channel_id: 'C1',
      channel_name: 'news',
      user_id: 'U1',
      user_name: 'ann',
    },
    ...{ command: '/brief', text, api_app_id: origin.workspace.appId, is_enterprise_install: 'false' },
    ...{ response_url: origin.responseUrl(), trigger_id: origin.triggerId(), ...more },
  }
}

export function eventCallback({ workspace }: Origin, event: Fields, more: Fields = {}): Fields {
  const { team, botUser, appId } = workspace
  return {
    ...{
      token: 'v',
      type: 'event_callback',
      team_id: team,
      api_app_id: appId,
      event_id: `Ev${workspace.nextSerial()}`,
      event_time: 1_700_000_000,
    },
    event: { event_ts: workspace.nextTs(), ...event },
    authorizations: [{ enterprise_id: null, team_id: team, user_id: botUser, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    ...more,
  }
}

/** `message`: the one the button hangs on. */
export function blockAction(
  origin: Origin,
  action: Fields,
  message: Readonly<{ ts: string; thread_ts?: string; ephemeral?: boolean; user?: Fields }>,
): Fields {
  const { workspace } = origin
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }
  const stands = { type: 'message', ts: message.ts, ...thread, text: 'x', user: workspace.botUser }
  return {
    ...{ type: 'block_actions', token: 'v', api_app_id: workspace.appId, enterprise: null, is_enterprise_install: false },
    user: message.user ?? { id: 'U1', username: 'ann', team_id: workspace.team },
    team: { id: workspace.team, domain: 'fake' },
    channel: { id: 'C1', name: 'news' },
    container: { type: 'message', message_ts: message.ts, ...thread, channel_id: 'C1', is_ephemeral: message.ephemeral ?? false },
    ...(message.ephemeral ? {} : { message: stands }),
    state: { values: {} },
    response_url: origin.responseUrl(),
    trigger_id: origin.triggerId(),
    actions: [{ type: 'button', block_id: 'b', action_ts: '1700000000.1', text: { type: 'plain_text', text: 'x' }, ...action }],
  }
}

/** A button in somebody's Home tab: it hangs on no message and in no channel. */
export function homeAction(origin: Origin, action: Fields, user = 'U1'): Fields {
  const { workspace } = origin
  const view = workspace.homes.get(user) ?? {}
  return {
    ...{ type: 'block_actions', token: 'v', api_app_id: workspace.appId, enterprise: null, is_enterprise_install: false },
    user: { id: user, username: 'ann', team_id: workspace.team },
    team: { id: workspace.team, domain: 'fake' },
    container: { type: 'view', view_id: view['id'] },
    view: { ...view, team_id: workspace.team, app_installed_team_id: workspace.team, hash: 'h', state: { values: {} } },
    trigger_id: origin.triggerId(),
    actions: [{ type: 'button', block_id: 'b', action_ts: '1700000000.1', text: { type: 'plain_text', text: 'x' }, ...action }],
  }
}

/** The message shortcut, chosen on a message. */
export function messageShortcut(origin: Origin, message: Fields, more: Fields = {}): Fields {
  const { workspace } = origin
  return {
    ...{ type: 'message_action', token: 'v', action_ts: '1700000000.1', api_app_id: workspace.appId, is_enterprise_install: false },
    ...{ callback_id: 'brief_on_this', trigger_id: origin.triggerId(), response_url: origin.responseUrl() },
    team: { id: workspace.team, domain: 'fake' },
    user: { id: 'U1', username: 'ann', team_id: workspace.team },
    channel: { id: 'C1', name: 'news' },
    message_ts: PERSON_TS,
    message: { type: 'message', user: 'U2', ts: PERSON_TS, ...message },
    ...more,
  }
}

/** The modal of `views.open` filled in and sent off: a follow-up question, or the fields of a form. */
export function viewSubmission({ workspace }: Origin, view: Fields, answer: string | Readonly<Record<string, string>>): Fields {
  const values =
    typeof answer === 'string'
      ? { question: { text: { type: 'plain_text_input', value: answer } } }
      : Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, { value: filledIn(view, name, value) }]))
  return {
    ...{ type: 'view_submission', token: 'v', api_app_id: workspace.appId, trigger_id: '9.9.9', response_urls: [] },
    user: { id: 'U1', username: 'ann', team_id: workspace.team },
    team: { id: workspace.team, domain: 'fake' },
    view: {
      ...view,
      id: `V${workspace.nextSerial()}`,
      hash: 'h',
      state: { values },
    },
  }
}

function filledIn(view: Fields, name: string, value: string): Fields {
  const blocks: readonly Fields[] = Array.isArray(view['blocks']) ? view['blocks'] : []
  const block = blocks.find((one) => one['block_id'] === name)
  if (block === undefined) throw new Error(`the form has no field ${name}`)
  const type = Object(block['element']).type
  return type === 'static_select'
    ? { type, selected_option: { text: { type: 'plain_text', text: value }, value } }
    : { type, value: value === '' ? null : value }
}

export function metadataPosted(
  origin: Origin,
  posted: Readonly<{ channel: string; ts: string; metadata: unknown }>,
  more: Fields = {},
): Fields {
  const { appId, botId, botUser, team } = origin.workspace
  return eventCallback(origin, {
    ...{ type: 'message_metadata_posted', app_id: appId, bot_id: botId, user_id: botUser, team_id: team },
    ...{ channel_id: posted.channel, metadata: posted.metadata, message_ts: posted.ts },
    ...more,
  })
}
