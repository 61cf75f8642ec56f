ALTER TABLE documents ADD COLUMN added_at INTEGER;    -- seconds since 1970, UTC; NULL = before this was kept
ALTER TABLE documents ADD COLUMN changed_at INTEGER;  -- when its text came; the same for one that never changed
CREATE INDEX documents_by_change ON documents (guild_id, changed_at);

CREATE TRIGGER document_text_replaced AFTER UPDATE OF text ON documents WHEN old.text <> new.text BEGIN
    INSERT OR REPLACE INTO unused_texts (number, since) VALUES (old.text, 0);
END;
