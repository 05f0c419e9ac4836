-- Who wants which topic when, what each channel was told, and the durable record of every delivery.
CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  platform TEXT NOT NULL,
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  topic TEXT NOT NULL,
  schedule TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  paused INTEGER NOT NULL CHECK (paused IN (0, 1))
) STRICT;

CREATE INDEX subscriptions_by_channel ON subscriptions (platform, workspace, channel);

-- One row for each value a fact was told with, so that two accounts of one thing do not look like updates of each other.
CREATE TABLE told_facts (
  channel_key TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  article_id TEXT NOT NULL,
  told_at TEXT NOT NULL,
  PRIMARY KEY (channel_key, key, value)
) STRICT, WITHOUT ROWID;

-- An occurrence is a local date and slot of one version of a subscription, never an instant: clock changes cannot double it.
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  local_date TEXT NOT NULL,
  slot INTEGER NOT NULL,
  due_at TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  platform TEXT NOT NULL,
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'rendered', 'claimed', 'attempting', 'sent', 'unknown', 'retry_wait', 'dead', 'skipped')),
  attempts INTEGER NOT NULL,
  payload TEXT,
  first_attempt_at TEXT,
  attempted_at TEXT,
  not_before TEXT,
  message_id TEXT,
  reason TEXT,
  UNIQUE (subscription_id, version, local_date, slot, part)
) STRICT;

CREATE INDEX deliveries_open ON deliveries (due_at_ms, part) WHERE state NOT IN ('sent', 'dead', 'skipped');
CREATE INDEX deliveries_by_time ON deliveries (subscription_id, due_at_ms DESC);

CREATE TABLE editions (
  subscription_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  local_date TEXT NOT NULL,
  slot INTEGER NOT NULL,
  edition TEXT NOT NULL,
  PRIMARY KEY (subscription_id, version, local_date, slot)
) STRICT;
