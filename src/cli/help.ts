// What the command line says of itself (pure).

/** What `--help` prints; the documents are held against it. */
export const HELP = `border-brief: answers from the news you gave it, in the words of its sources.

  ingest PATH…              take in a folder or files: .txt .md .html .eml .pdf .jsonl .opml .xml; never dials out
  ask QUESTION              answer a question            --batch FILE.jsonl: {"id","question"} a line; --evidence N
  brief TOPIC               brief a topic, configured or found   --since DATE or words ("Monday", "3 days")
  stories | disputes        what the index holds
  topics                    what several stories are about: configured topics, and those found
  timeline [TOPIC]          dated events, in order
  articles | article ID     what is stored
  digest TOPIC --channel KEY   the digest a channel would get now   --commit: count it as told
  verify                    standard input: {"id","sources","claim"} a line → verdict a line
  render slack|discord|text standard input: an Answer a line → the platform's payloads a line
  export answers            how each answer came about, oldest first      --since DATE, --workspace KEY
  export --workspace KEY    all that a workspace owns, a JSON line each: topics, subscriptions, threads, records, feedback, sources, articles
  feedback                  what people think of answers, oldest first    --since DATE, --workspace KEY
  erase --workspace KEY     records, use and threads of a workspace       --person ID: of one person in it
  forget KEY                everything of a workspace, from every table and from the bytes of the file
  backup | restore FILE     a copy of the data, while it is in use; such a copy put in its place, while it is not
  sources                   feeds and pages read again and again, how each is doing; sources --opml FILE writes them
  sources add|remove URL    sources add --opml FILE: the feeds of a list
  sources keep URL          take what a source brings that was set aside
  doctor                    check configuration, tokens, store and model; print what to mend
  serve                     what npm start runs
  slack-manifest            the manifest to create the Slack app from   --url ADDRESS: HTTP; --install ADDRESS: for many workspaces; and what
                            more to ask for: --history (plain replies) --agent (direct messages) --export (files, canvases) --welcome
                            --links news.example.org,example.net (links to these sites, where people post them)
  discord-invite APP_ID     the link that adds the Discord bot to a server

Everywhere: --data DIR, --workspace KEY, --json, --now ISO (ask, brief, digest, timeline), --help, --version
`
