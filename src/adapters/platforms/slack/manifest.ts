// The Slack app as Slack wants it described: scopes, events, the command (pure). A test holds it against what the code calls.

/** Metadata event type of digests: how a posted digest is recognised later. */
export const DIGEST_EVENT = 'border_brief_digest'

/** Scopes the bot cannot do without, each with what for. */
export const NEEDED_SCOPES: Readonly<Record<string, string>> = {
  commands: 'the /brief command',
  'chat:write': 'answers and digests',
  'app_mentions:read': 'questions by mention',
  'metadata.message:read': 'knowing that a digest was posted',
}

/** Scopes that whoever installs the app may leave out, each with what for. */
export const PEOPLE_SCOPES: Readonly<Record<string, string>> = {
  'users:read': 'the time zone of who subscribes, and who is an admin where only admins may',
}

/** Scopes that buy something, each with what. */
export const HISTORY_SCOPES: Readonly<Record<string, string>> = {
  'channels:history': 'plain replies in threads of public channels, and looking a digest up after a fault',
  'groups:history': 'the same in private channels',
  'im:history': 'questions in direct messages',
  'mpim:history': 'plain replies in group messages',
}

export type ManifestOptions = Readonly<{
  /** the public https address that ends in /slack/events; null or absent: Socket Mode */
  requestUrl?: string | null
  /** ask for the history scopes too */
  history?: boolean
}>

/** The manifest to create the app from: JSON, to be pasted at api.slack.com/apps → Create New App → From a manifest. */
export function slackManifest(options: ManifestOptions = {}): Readonly<Record<string, unknown>> {
  const url = options.requestUrl ?? null
  const address = url === null ? {} : { url }
  const requests = url === null ? {} : { request_url: url }
  const history = options.history ?? false
  return {
    display_information: {
      name: 'border-brief',
      description: 'News briefings with verbatim, linked quotes.',
      background_color: '#1f3a4d',
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: !history },
      bot_user: { display_name: 'border-brief', always_online: true },
      slash_commands: [
        {
          command: '/brief',
          description: 'Ask the news, with the sentences that say it',
          usage_hint: 'border | a question | new | subscribe border daily 08:00 | subscriptions | help',
          should_escape: false,
          ...address,
        },
      ],
    },
    oauth_config: {
      scopes: {
        bot: [...Object.keys(NEEDED_SCOPES), ...Object.keys(PEOPLE_SCOPES), ...(history ? Object.keys(HISTORY_SCOPES) : [])],
        bot_optional: Object.keys(PEOPLE_SCOPES),
      },
    },
    settings: {
      event_subscriptions: {
        ...requests,
        bot_events: ['app_mention', 'message_metadata_posted', ...(history ? HISTORY_EVENTS : [])],
        // The app's own id is not known before it exists; the code takes only what its own bot posted.
        metadata_subscriptions: [{ app_id: '*', event_type: DIGEST_EVENT }],
      },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  }
}

const HISTORY_EVENTS = ['message.channels', 'message.groups', 'message.im', 'message.mpim']
