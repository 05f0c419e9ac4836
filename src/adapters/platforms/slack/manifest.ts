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

/** What direct messages take to be an agent's: prompts, a status, an answer that is written as one watches. */
export const AGENT_SCOPES: Readonly<Record<string, string>> = {
  'assistant:write': 'suggested prompts, a status and streamed answers in direct messages',
  'im:history': 'questions in direct messages',
}

/** What it takes to hand a briefing over as something to keep. */
export const EXPORT_SCOPES: Readonly<Record<string, string>> = {
  'files:write': 'a briefing as a file',
  'canvases:write': 'a briefing as a canvas',
}

/** What it takes to be told that the bot was added to a channel, and to see whether it still is in one. */
export const WELCOME_SCOPES: Readonly<Record<string, string>> = {
  'channels:read': 'saying once who it is where it is added to a public channel; doctor telling whether it still is where digests go',
  'groups:read': 'the same in private channels',
}

/** What it takes to be told of links in other people's messages, of the sites that the manifest names. */
export const LINK_SCOPES: Readonly<Record<string, string>> = {
  'links:read': 'offering whoever posts a link to one of your sites to add the article, where the bot is in the channel',
}

/** Where Slack sends a browser back to that installed the app. */
export const REDIRECT_PATH = '/slack/oauth_redirect'

/** The callback id of the message shortcut. */
export const BRIEF_ON_THIS = 'brief_on_this'

export type ManifestOptions = Readonly<{
  /** the public https address that ends in /slack/events; null or absent: Socket Mode */
  requestUrl?: string | null
  /** where browsers reach the pages for installing (`SLACK_PUBLIC_URL`); null or absent: one workspace, by its bot token */
  installUrl?: string | null
  /** ask for the history scopes too */
  history?: boolean
  /** be an agent in direct messages */
  agent?: boolean
  /** ask for what exporting takes */
  export?: boolean
  /** say who it is where it is added */
  welcome?: boolean
  /** hear of links to these sites, five at most (Slack's limit), that people post where the bot is; absent: of none */
  links?: readonly string[] | undefined
}>

type Wanted = Readonly<{ history: boolean; agent: boolean; export: boolean; welcome: boolean; links: boolean }>

function scopesOf(wanted: Wanted): readonly string[] {
  const scopes = [
    ...[NEEDED_SCOPES, PEOPLE_SCOPES],
    ...(wanted.history ? [HISTORY_SCOPES] : []),
    ...(wanted.agent ? [AGENT_SCOPES] : []),
    ...(wanted.export ? [EXPORT_SCOPES] : []),
    ...(wanted.welcome ? [WELCOME_SCOPES] : []),
    ...(wanted.links ? [LINK_SCOPES] : []),
  ]
  return [...new Set(scopes.flatMap((some) => Object.keys(some)))]
}

/** Heard whatever was granted: mentions, a digest's proof, somebody at the bot's own tab, the end of it all. */
const EVENTS = ['app_mention', 'message_metadata_posted', 'app_home_opened', 'app_uninstalled', 'tokens_revoked']

function eventsOf({ history, agent, welcome, links }: Wanted): readonly string[] {
  const granted = [
    ...(history ? HISTORY_EVENTS : []),
    ...(agent ? ['message.im', 'agent_session_stopped'] : []),
    ...(welcome ? ['member_joined_channel'] : []),
    ...(links ? ['link_shared'] : []),
  ]
  return [...new Set([...EVENTS, ...granted])]
}

const AGENT_VIEW = { agent_description: 'Answers questions about the news with sentences cut from the articles, each with its link.' }

/** The manifest to create the app from: JSON, to be pasted at api.slack.com/apps → Create New App → From a manifest. */
export function slackManifest(options: ManifestOptions = {}): Readonly<Record<string, unknown>> {
  const url = options.requestUrl ?? null
  const installUrl = options.installUrl?.replace(/\/+$/, '') ?? null
  const address = url === null ? {} : { url }
  const requests = url === null ? {} : { request_url: url }
  const { history = false, agent = false, export: exporting = false, welcome = false, links } = options
  const wanted = { history, agent, export: exporting, welcome, links: links !== undefined }
  return {
    display_information: {
      name: 'border-brief',
      description: 'News briefings with verbatim, linked quotes.',
      background_color: '#1f3a4d',
    },
    features: {
      ...(wanted.agent ? { agent_view: AGENT_VIEW } : {}),
      ...(links === undefined ? {} : { unfurl_domains: links }),
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: !(wanted.history || wanted.agent),
      },
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
      shortcuts: [
        {
          name: 'Brief me on this',
          type: 'message',
          callback_id: BRIEF_ON_THIS,
          description: 'What the sources say about a message, shown to you alone',
        },
      ],
    },
    oauth_config: {
      ...(installUrl === null ? {} : { redirect_urls: [`${installUrl}${REDIRECT_PATH}`] }),
      scopes: {
        bot: scopesOf(wanted),
        bot_optional: [...Object.keys(PEOPLE_SCOPES), ...(wanted.export ? Object.keys(EXPORT_SCOPES) : [])],
      },
    },
    settings: {
      event_subscriptions: {
        ...requests,
        bot_events: eventsOf(wanted),
        // The app's own id is not known before it exists; the code takes only what its own bot posted.
        metadata_subscriptions: [{ app_id: '*', event_type: DIGEST_EVENT }],
      },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: installUrl !== null, // a bot token of the settings cannot be renewed
    },
  }
}

const HISTORY_EVENTS = ['message.channels', 'message.groups', 'message.im', 'message.mpim']
