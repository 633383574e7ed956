/**
 * What a scorer sees in each picture. A space is a scorer's by its id, a hash over its files. Its `stamp` begins anywhere
 * and counts up as vectors go, so that whoever holds them all in memory knows when they are old.
 */
export const vectors = `
CREATE TABLE spaces (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  stamp INTEGER NOT NULL DEFAULT (abs(random() >> 12))
) STRICT;

CREATE TABLE vectors (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  space INTEGER NOT NULL REFERENCES spaces (key) ON DELETE CASCADE,
  picture INTEGER NOT NULL REFERENCES pictures (key) ON DELETE CASCADE,
  -- 8 bits a number; null for a picture that the scorer cannot read.
  vector BLOB,
  -- Cosine of the picture and its own prompt.
  fit REAL,
  UNIQUE (picture, space)
) STRICT;
CREATE INDEX vectors_fit ON vectors (fit);

CREATE TRIGGER vectors_removed AFTER DELETE ON vectors BEGIN
  UPDATE spaces SET stamp = stamp + 1 WHERE key = old.space;
END;
-- The picture is the same, but it is held against other words.
CREATE TRIGGER vectors_stale AFTER UPDATE OF prompt ON pictures WHEN new.prompt <> old.prompt BEGIN
  DELETE FROM vectors WHERE picture = new.key;
END;
`
