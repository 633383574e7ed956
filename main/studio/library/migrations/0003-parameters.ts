/**
 * Stars from 0 to 5, a colour label, and what a picture was drawn with. Everything is read from the files again: a time
 * that no file has makes each of them look changed.
 */
export const parameters = `
ALTER TABLE pictures ADD COLUMN stars INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pictures ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN steps INTEGER;
ALTER TABLE pictures ADD COLUMN guidance REAL;
ALTER TABLE pictures ADD COLUMN sampler TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN schedule TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN program TEXT NOT NULL DEFAULT '';
UPDATE pictures SET mtime = -1, stars = 5 * starred;
CREATE INDEX pictures_stars ON pictures (trashed, stars DESC, created DESC, key DESC);
CREATE INDEX pictures_by_prompt ON pictures (trashed, prompt, created DESC, key DESC);
CREATE INDEX pictures_by_seed ON pictures (trashed, seed, created DESC, key DESC);
`
