-- Of whom things were erased, by keyed hash (empty: of everybody in the workspace), for a day: what was begun before that is not kept when it ends later.
CREATE TABLE erasures (
  workspace TEXT NOT NULL,
  person TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (workspace, person)
) STRICT, WITHOUT ROWID;
