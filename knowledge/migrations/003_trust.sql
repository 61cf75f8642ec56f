CREATE TABLE votes (
    question INTEGER NOT NULL REFERENCES questions (number) ON DELETE CASCADE,
    voter TEXT NOT NULL,                 -- a keyed hash of the user's id
    helpful INTEGER NOT NULL,
    reason TEXT,                         -- why not: wrong, outdated, beside, other
    comment TEXT,
    voted_at INTEGER NOT NULL,           -- seconds since 1970, UTC
    PRIMARY KEY (question, voter)
) STRICT, WITHOUT ROWID;

CREATE TABLE turns (                     -- where a question was answered for everyone to see
    question INTEGER PRIMARY KEY REFERENCES questions (number) ON DELETE CASCADE,
    channel_id INTEGER NOT NULL,
    message_id INTEGER,                  -- the message that asked; NULL = a command did
    answer_id INTEGER NOT NULL,          -- the message that answered
    sense TEXT NOT NULL,                 -- what was asked for, the same for the same question in other words
    follows INTEGER,                     -- the question that it carried on
    unasked INTEGER NOT NULL             -- 1 = the question was not put to the bot
) STRICT;
CREATE INDEX turns_by_place ON turns (channel_id, sense);
CREATE INDEX turns_by_message ON turns (message_id);
CREATE INDEX turns_by_answer ON turns (answer_id);

CREATE TABLE seen (                      -- messages that were taken up, so that none is answered twice
    message_id INTEGER PRIMARY KEY,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX seen_by_time ON seen (seen_at);

CREATE TABLE helped (                    -- threads in which a person helps
    channel_id INTEGER PRIMARY KEY,
    helped_at INTEGER NOT NULL
) STRICT;
CREATE INDEX helped_by_time ON helped (helped_at);

CREATE TABLE settled (                   -- questions that the team has answered or dismissed
    question INTEGER PRIMARY KEY REFERENCES questions (number) ON DELETE CASCADE
) STRICT;

CREATE TABLE tellings (                  -- who wants to be told when the team has answered; erased when told
    question INTEGER NOT NULL REFERENCES questions (number) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,            -- in clear, since it is needed to write to somebody
    PRIMARY KEY (question, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE calls (                     -- when a guild's team was last pinged
    guild_id INTEGER PRIMARY KEY,
    called_at INTEGER NOT NULL
) STRICT;
