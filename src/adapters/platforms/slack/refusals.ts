// What Slack refuses for certain, whom that concerns, and how a person is told (pure).
import type { Refusal } from '../../../ports/platform.ts'

/** Errors after which nothing was posted in the channel and nothing will be, with why. */
const OF_CHANNEL: Readonly<Record<string, string>> = {
  is_archived: 'the channel is archived',
  channel_not_found: 'the channel is gone, or I may no longer see it',
  not_in_channel: 'I was removed from the channel',
  user_not_in_channel: 'I was removed from the channel',
  messages_tab_disabled: 'my messages tab is switched off',
  restricted_action: 'posting in the channel is restricted',
  restricted_action_read_only_channel: 'the channel is read-only',
  restricted_action_thread_only_channel: 'the channel takes only replies in threads',
}
/** Errors of the token or of the app's standing in the workspace. */
const OF_WORKSPACE: ReadonlySet<string> = new Set([
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope', 'no_permission'],
  ...['access_denied', 'ekm_access_denied', 'not_allowed_token_type', 'org_login_required', 'team_access_not_granted', 'team_not_found'],
])
/** Errors of this one message. */
const OF_MESSAGE: ReadonlySet<string> = new Set([
  ...['msg_too_long', 'msg_blocks_too_long', 'no_text', 'invalid_blocks', 'invalid_blocks_format', 'invalid_arguments', 'invalid_arg_name'],
  ...['invalid_json', 'json_not_object', 'invalid_charset', 'invalid_post_type', 'invalid_form_data', 'missing_post_type'],
  ...['metadata_too_large', 'metadata_must_be_sent_from_app', 'invalid_metadata_format', 'invalid_metadata_schema'],
  ...['cannot_reply_to_message', 'restricted_action_non_threadable_channel', 'restricted_action_thread_locked', 'thread_not_found'],
  ...['slack_connect_canvas_sharing_blocked'],
])

/** Errors of `chat.update` alone: the message is gone, too old, or can no longer be edited. */
const OF_EDIT: ReadonlySet<string> = new Set([
  ...['message_not_found', 'cant_update_message', 'edit_window_closed', 'block_mismatch', 'update_failed', 'is_inactive'],
  ...['cant_broadcast_message', 'not_reply', 'too_many_attachments', 'external_channel_migrating'],
])

/** As refusalOf, for `chat.update`. */
export function refusalOfEdit(error: string): Refusal | null {
  return OF_EDIT.has(error) ? { of: 'message', why: `Slack does not let it be edited (${error})` } : refusalOf(error)
}

/** Whom an error of `chat.postMessage` refuses; null when it says nothing for certain. */
export function refusalOf(error: string): Refusal | null {
  const why = OF_CHANNEL[error]
  if (why !== undefined) return { of: 'channel', why }
  if (OF_WORKSPACE.has(error)) return { of: 'workspace', why: 'Slack no longer accepts my token' }
  return OF_MESSAGE.has(error) ? { of: 'message', why: `Slack refuses it (${error})` } : null
}

/** What a person can do about a channel that takes no posts (pure). */
export function refusalHint(reason: string, botName: string): string {
  if (reason === 'not_in_channel' || reason === 'channel_not_found') {
    return `I am not in this channel yet: type /invite @${botName}, then do this again.`
  }
  if (reason === 'is_archived') return 'This channel is archived: do this in a channel that is not.'
  if (reason.startsWith('restricted_action'))
    return 'This channel does not let apps post: ask its owner to allow it, or use another channel.'
  return `Slack does not let me post here (${reason}): ask whoever installed me to run the doctor command.`
}
