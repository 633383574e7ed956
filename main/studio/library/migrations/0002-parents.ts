/** The picture that each came from, for its family; null when it came from none or does not say. */
export const parents = `
ALTER TABLE pictures ADD COLUMN parent TEXT;
CREATE INDEX pictures_parent ON pictures (parent) WHERE parent IS NOT NULL;
`
