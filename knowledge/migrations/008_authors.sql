ALTER TABLE documents ADD COLUMN authors TEXT;        -- JSON: [[start, keyed hash of who wrote what stands from there on], …];
                                                      -- NULL = no messages of members, or read before this was kept
ALTER TABLE questions ADD COLUMN author TEXT;         -- a keyed hash of who wrote these words, if that was not the asker
ALTER TABLE questions ADD COLUMN follows INTEGER;     -- the question that it carried on, whose words its reply holds, too
UPDATE questions SET follows = (SELECT follows FROM turns WHERE turns.question = number);
ALTER TABLE turns DROP COLUMN follows;
CREATE INDEX questions_by_follows ON questions (follows) WHERE follows IS NOT NULL;

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
    SELECT follows AS question, number AS later FROM questions WHERE follows IS NOT NULL
    UNION ALL SELECT first.follows, second.number FROM questions AS first
    JOIN questions AS second ON second.follows = first.number WHERE first.follows IS NOT NULL
    UNION ALL SELECT first.follows, third.number FROM questions AS first
    JOIN questions AS second ON second.follows = first.number
    JOIN questions AS third ON third.follows = second.number WHERE first.follows IS NOT NULL;

CREATE TRIGGER question_forgotten AFTER DELETE ON questions BEGIN
    UPDATE turns SET sense = '' WHERE question IN (SELECT later FROM carried_on WHERE question = old.number);
    UPDATE questions
    SET reply = iif(json_valid(reply), json_set(reply, '$.earlier', json('[]')), reply), follows = NULL
    WHERE number IN (SELECT later FROM carried_on WHERE question = old.number);
END;

UPDATE turns SET sense = ''
WHERE question IN (SELECT later FROM carried_on WHERE question NOT IN (SELECT number FROM questions));
UPDATE questions SET reply = iif(json_valid(reply), json_set(reply, '$.earlier', json('[]')), reply), follows = NULL
WHERE number IN (SELECT later FROM carried_on WHERE question NOT IN (SELECT number FROM questions));
