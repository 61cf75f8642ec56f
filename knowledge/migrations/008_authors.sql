ALTER TABLE documents ADD COLUMN authors TEXT;        -- JSON: [[start, keyed hash of who wrote what stands from there on], …];
                                                      -- NULL = no messages of members, or read before this was kept
ALTER TABLE questions ADD COLUMN author TEXT;         -- a keyed hash of who wrote these words, if that was not the asker
CREATE INDEX turns_by_follows ON turns (follows);

CREATE TABLE erasures (                  -- what is left to do of an erasing; a restart goes on with it
    step TEXT PRIMARY KEY                -- messages: words of those who opted out; file: pages that hold rows that are gone
) STRICT, WITHOUT ROWID;
INSERT INTO erasures (step) SELECT 'messages' WHERE EXISTS (SELECT 1 FROM opted_out);
INSERT INTO erasures (step) SELECT 'file' WHERE EXISTS (SELECT 1 FROM questions) OR EXISTS (SELECT 1 FROM documents);

-- Threads are read again at once, for who wrote them was not kept. Until then, nothing may be there of whoever opted out.
UPDATE sources SET next_run = 0 WHERE kind = 'channel';
DELETE FROM documents
WHERE EXISTS (SELECT 1 FROM opted_out) AND source IN (SELECT number FROM sources WHERE kind = 'channel');

-- What carried on a question has its words, too: they go with it. Three questions back are remembered.
CREATE VIEW carried_on AS
    SELECT follows AS question, question AS later FROM turns WHERE follows IS NOT NULL
    UNION ALL SELECT first.follows, second.question FROM turns AS first JOIN turns AS second ON second.follows = first.question
    WHERE first.follows IS NOT NULL
    UNION ALL SELECT first.follows, third.question FROM turns AS first JOIN turns AS second ON second.follows = first.question
    JOIN turns AS third ON third.follows = second.question WHERE first.follows IS NOT NULL;

CREATE TRIGGER question_forgotten AFTER DELETE ON questions BEGIN
    UPDATE questions SET reply = json_set(reply, '$.earlier', json('[]'))
    WHERE number IN (SELECT later FROM carried_on WHERE question = old.number) AND json_valid(reply);
    UPDATE turns SET sense = '', follows = NULL WHERE question IN (SELECT later FROM carried_on WHERE question = old.number);
END;

UPDATE questions SET reply = json_set(reply, '$.earlier', json('[]'))
WHERE number IN (SELECT later FROM carried_on WHERE question NOT IN (SELECT number FROM questions)) AND json_valid(reply);
UPDATE turns SET sense = '', follows = NULL
WHERE question IN (SELECT later FROM carried_on WHERE question NOT IN (SELECT number FROM questions));
