/** One row per picture. `file` is relative to the library's folder, with forward slashes. Times are ms since 1970. */
export const pictures = `
CREATE TABLE pictures (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  prompt TEXT NOT NULL,
  negative TEXT NOT NULL,
  note TEXT NOT NULL,
  labels TEXT NOT NULL,
  seed TEXT,
  model TEXT NOT NULL,
  starred INTEGER NOT NULL,
  trashed INTEGER,
  bytes INTEGER NOT NULL,
  -- What the file and its sidecar looked like when they were read: a change on disk shows here.
  mtime REAL NOT NULL,
  sidecar TEXT NOT NULL
) STRICT;
CREATE INDEX pictures_newest ON pictures (trashed, created DESC, key DESC);
CREATE INDEX pictures_starred ON pictures (trashed, created DESC, key DESC) WHERE starred = 1;
CREATE INDEX pictures_prompt ON pictures (prompt);

CREATE TABLE labels (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  picture INTEGER NOT NULL REFERENCES pictures (key) ON DELETE CASCADE,
  PRIMARY KEY (kind, name, picture)
) STRICT, WITHOUT ROWID;
CREATE INDEX labels_picture ON labels (picture);

-- Files that hold no picture, or none that can be shown, and why: not to be read again until they change.
CREATE TABLE refused (
  file TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  mtime REAL NOT NULL,
  reason TEXT NOT NULL,
  twin TEXT
) STRICT;

CREATE VIRTUAL TABLE words USING fts5 (
  prompt, negative, note, labels, content = 'pictures', content_rowid = 'key', prefix = '2 3'
);
CREATE TRIGGER words_added AFTER INSERT ON pictures BEGIN
  INSERT INTO words (rowid, prompt, negative, note, labels)
  VALUES (new.key, new.prompt, new.negative, new.note, new.labels);
END;
CREATE TRIGGER words_removed AFTER DELETE ON pictures BEGIN
  INSERT INTO words (words, rowid, prompt, negative, note, labels)
  VALUES ('delete', old.key, old.prompt, old.negative, old.note, old.labels);
END;
CREATE TRIGGER words_changed AFTER UPDATE OF prompt, negative, note, labels ON pictures BEGIN
  INSERT INTO words (words, rowid, prompt, negative, note, labels)
  VALUES ('delete', old.key, old.prompt, old.negative, old.note, old.labels);
  INSERT INTO words (rowid, prompt, negative, note, labels)
  VALUES (new.key, new.prompt, new.negative, new.note, new.labels);
END;
`
