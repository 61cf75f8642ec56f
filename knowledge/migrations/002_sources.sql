CREATE TABLE sources (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: people type it
    guild_id INTEGER NOT NULL,           -- 0 = the operator's
    kind TEXT NOT NULL,                  -- folder, site, link, file, text or channel
    address TEXT NOT NULL,               -- a path, an address, a name or a channel's id
    options TEXT NOT NULL,               -- JSON
    schedule TEXT NOT NULL,              -- off, hourly, daily or weekly
    last_success INTEGER,                -- seconds since 1970, UTC
    next_run INTEGER,                    -- the same; NULL = only when somebody asks for it
    last_error TEXT,                     -- why the last run changed nothing; NULL = it went well
    UNIQUE (guild_id, kind, address)
) STRICT;

INSERT INTO sources (number, guild_id, kind, address, options, schedule) VALUES (1, 0, 'folder', '', '{}', 'hourly');

CREATE TABLE items (
    source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    origin TEXT NOT NULL,                -- what of the source: a page's address, a file's name, a thread's id
    fingerprint TEXT,                    -- of the bytes that were read last; NULL = it was never read
    reader TEXT,                         -- the version of what read them
    etag TEXT,
    last_modified TEXT,
    links TEXT,                          -- JSON: the addresses that the page links to
    failing_since INTEGER,               -- seconds since 1970, UTC; NULL = the last reading went well
    reason TEXT,                         -- why it fails, a clause
    PRIMARY KEY (source, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE texts (                     -- written before the change that uses them, so that the change itself is small
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL
) STRICT;

INSERT INTO texts (number, text) SELECT rowid, text FROM documents;

CREATE TABLE unused_texts (              -- to be erased, unless a change that is being written uses them
    number INTEGER PRIMARY KEY,
    since INTEGER NOT NULL               -- seconds since 1970, UTC; 0 = a document that is gone used it
) STRICT;

CREATE TABLE new_documents (
    guild_id INTEGER NOT NULL,           -- 0 = the operator's, shared with every guild
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    text INTEGER NOT NULL REFERENCES texts,
    url TEXT,
    publisher TEXT,
    date TEXT,
    language TEXT,
    places TEXT,                         -- JSON
    old_since TEXT,                      -- ISO 8601; NULL = current
    origin TEXT,                         -- the item it was read from; NULL = added by hand
    fingerprint TEXT NOT NULL,           -- of the bytes it was read from
    source INTEGER REFERENCES sources ON DELETE CASCADE,  -- NULL = added by hand
    PRIMARY KEY (guild_id, id)
) STRICT;

INSERT INTO new_documents
    SELECT guild_id, id, title, rowid, url, publisher, date, language, NULL, NULL, origin, fingerprint,
           CASE WHEN guild_id = 0 AND origin IS NOT NULL THEN 1 END
    FROM documents;

DROP TABLE documents;
ALTER TABLE new_documents RENAME TO documents;
CREATE INDEX documents_by_source ON documents (source);
CREATE INDEX documents_by_text ON documents (text);
CREATE TRIGGER document_text_unused AFTER DELETE ON documents BEGIN
    INSERT OR REPLACE INTO unused_texts (number, since) VALUES (old.text, 0);
END;
