-- The fingerprint of bytes that stopped the reading of an item; they are not read again by themselves.
ALTER TABLE items ADD COLUMN stopped TEXT;
