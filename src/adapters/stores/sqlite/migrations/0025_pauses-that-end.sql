-- Until when something is paused that goes on by itself; null: until somebody resumes it.
ALTER TABLE subscriptions ADD COLUMN paused_until TEXT;
