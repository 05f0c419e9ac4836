-- How often a chore was asked for: one that is asked for while it is being done is still owed afterwards.
ALTER TABLE delivery_chores ADD COLUMN asked INTEGER NOT NULL DEFAULT 1;
