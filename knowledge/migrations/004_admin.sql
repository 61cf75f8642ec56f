CREATE TABLE opted_out (                 -- people of whom nothing is kept
    person TEXT PRIMARY KEY,             -- a keyed hash of the user's id
    since INTEGER NOT NULL               -- seconds since 1970, UTC
) STRICT, WITHOUT ROWID;

CREATE TABLE homes (                     -- the guild that answers a person's direct messages
    person TEXT PRIMARY KEY,             -- a keyed hash of the user's id
    guild_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER no_votes_of_opted_out BEFORE INSERT ON votes
WHEN EXISTS (SELECT 1 FROM opted_out WHERE person = new.voter) BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER no_homes_of_opted_out BEFORE INSERT ON homes
WHEN EXISTS (SELECT 1 FROM opted_out WHERE person = new.person) BEGIN SELECT RAISE(IGNORE); END;

CREATE TABLE golden (                    -- questions that tell whether the documents still answer
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: menus hold it
    guild_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    document_id TEXT,                    -- where the first quote must come from; NULL = nothing may be quoted
    UNIQUE (guild_id, question)
) STRICT;

CREATE TABLE departures (                -- guilds that the bot has left
    guild_id INTEGER PRIMARY KEY,
    left_at INTEGER NOT NULL             -- seconds since 1970, UTC
) STRICT;
