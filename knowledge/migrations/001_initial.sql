CREATE TABLE documents (
    guild_id INTEGER NOT NULL,           -- 0 = the operator's, shared with every guild
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    url TEXT,
    publisher TEXT,
    date TEXT,
    language TEXT,
    origin TEXT,                         -- the file it was read from; NULL = added by hand
    fingerprint TEXT NOT NULL,           -- of the bytes it was read from
    PRIMARY KEY (guild_id, id)
) STRICT;

CREATE TABLE questions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: buttons hold it
    guild_id INTEGER NOT NULL,
    asker TEXT,                          -- a keyed hash of the user's id; NULL = nobody to remember
    question TEXT NOT NULL,
    known REAL NOT NULL,
    confidence REAL NOT NULL,
    answered INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,           -- seconds since 1970, UTC
    reply TEXT NOT NULL                  -- what was answered, as JSON, for buttons that outlive a restart
) STRICT;
CREATE INDEX questions_by_time ON questions (asked_at);

CREATE TABLE settings (
    guild_id INTEGER NOT NULL,           -- 0 = the bot's own
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (guild_id, key)
) STRICT, WITHOUT ROWID;
