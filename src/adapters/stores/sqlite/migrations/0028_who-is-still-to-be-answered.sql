-- Who asked and was not yet shown an answer: told so after the process died. `taken_until_ms`: somebody is at that until then.
CREATE TABLE unanswered (
  id TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  workspace TEXT NOT NULL,
  person TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  taken_until_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
