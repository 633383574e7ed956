/**
 * Folders that are watched beside the library, number 0 being the library itself. A picture of another source has its
 * whole path as its file. `problem` says why a folder cannot be looked at now; `device` is the disk that it was on.
 */
export const sources = `
CREATE TABLE sources (
  key INTEGER PRIMARY KEY,
  folder TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  problem TEXT,
  device TEXT
) STRICT;
INSERT INTO sources (key, folder, name) VALUES (0, '', 'library');
ALTER TABLE pictures ADD COLUMN source INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pictures_external ON pictures (source) WHERE source > 0;
`
