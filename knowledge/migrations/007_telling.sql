ALTER TABLE tellings ADD COLUMN answer INTEGER;                   -- the question that the team's answer was given to; NULL = none yet
ALTER TABLE tellings ADD COLUMN tries INTEGER NOT NULL DEFAULT 0; -- how often it was tried to tell them
ALTER TABLE tellings ADD COLUMN due INTEGER NOT NULL DEFAULT 0;   -- when to try next, seconds since 1970, UTC
CREATE INDEX tellings_by_time ON tellings (due) WHERE answer IS NOT NULL;
