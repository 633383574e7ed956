/** For lists of everything in the other orders. What is written as an expression has to read as it does in `range.ts`, or is of no use. */
export const sorted = `
CREATE INDEX pictures_by_size ON pictures (trashed, width * height DESC, created DESC, key DESC);
CREATE INDEX pictures_by_label ON pictures (
  trashed,
  CASE label WHEN 'red' THEN 0 WHEN 'yellow' THEN 1 WHEN 'green' THEN 2 WHEN 'blue' THEN 3 WHEN 'purple' THEN 4 ELSE 9 END,
  created DESC, key DESC);
`
