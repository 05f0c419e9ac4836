-- Digests and watches side by side; why a subscription was paused, whether a quiet day is said, and how many messages a watch may send a day.
ALTER TABLE subscriptions ADD COLUMN kind TEXT NOT NULL DEFAULT 'digest' CHECK (kind IN ('digest', 'watch'));
ALTER TABLE subscriptions ADD COLUMN paused_why TEXT;
ALTER TABLE subscriptions ADD COLUMN quiet_line INTEGER NOT NULL DEFAULT 1 CHECK (quiet_line IN (0, 1));
ALTER TABLE subscriptions ADD COLUMN most_a_day INTEGER;
