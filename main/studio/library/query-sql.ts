import type { Query, QueryTerm } from '#shared/library/query.ts'
import type { QueryField, QueryFlag } from '#shared/library/query-fields.ts'
import type { QueryValue } from '#shared/library/query-values.ts'

type Value = string | number
export type Where = { sql: string; values: Value[] }

/** Every word as the start of one; what FTS5 would take for its own syntax is no part of a word. */
export const matchOf = (text: string): string =>
  (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(word => `"${word}"*`).join(' ')

/** Words in their order, side by side, the last one as the start of one. */
function phraseOf(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu)
  return words && `"${words.join(' ')}"*`
}

/** Which of the index's texts a field of words means. */
const wordColumns: Partial<Record<QueryTerm['field'], string>> = {
  prompt: 'prompt',
  negative: 'negative',
  note: 'note',
}

/** Where the others are kept. */
const columns: Partial<Record<QueryField, string>> = {
  prompt: 'p.prompt',
  negative: 'p.negative',
  note: 'p.note',
  model: 'p.model',
  sampler: 'p.sampler',
  schedule: 'p.schedule',
  program: 'p.program',
  file: 'p.file',
  seed: 'p.seed',
  steps: 'p.steps',
  guidance: 'p.guidance',
  width: 'p.width',
  height: 'p.height',
  size: 'max(p.width, p.height)',
  stars: 'p.stars',
  label: 'p.label',
  date: 'p.created',
  in: '(SELECT name FROM sources WHERE key = p.source)',
  score: '(SELECT fit FROM vectors WHERE picture = p.key)',
}

const flags: Record<QueryFlag, string> = {
  starred: 'p.starred = 1',
  tagged: "EXISTS (SELECT 1 FROM labels WHERE picture = p.key AND kind = 'tag')",
  boarded: "EXISTS (SELECT 1 FROM labels WHERE picture = p.key AND kind = 'board')",
  noted: "p.note <> ''",
  child: 'p.parent IS NOT NULL',
  duplicate: 'p.key IN (SELECT picture FROM twins)',
  external: 'p.source > 0',
  missing: 'p.source IN (SELECT key FROM sources WHERE problem IS NOT NULL)',
}

export const labelled = (kind: string, name: string): Where => ({
  sql: 'p.key IN (SELECT picture FROM labels WHERE kind = ? AND name = ?)',
  values: [kind, name],
})

const ends = (
  column: string,
  [low, high]: [number | null, string],
  [top, below]: [number | null, string],
): Where => {
  const parts = [
    { end: low, sql: `${column} ${high} ?` },
    { end: top, sql: `${column} ${below} ?` },
  ].filter(({ end }) => end !== null)
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.map(({ end }) => end!) }
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, sign => `\\${sign}`)}%`

/**
 * `among`: only few are left when something else is asked first. A range with two ends looks narrower to SQLite than it is,
 * and a plus keeps it from reading a third of a library in that order (sqlite.org/optoverview.html, 2.1).
 */
function whereOfValue(
  field: QueryField,
  value: Exclude<QueryValue, { kind: 'likeness' }>,
  among = false,
): Where {
  const column = columns[field] ?? ''
  const walked = among ? `+${column}` : column
  switch (value.kind) {
    case 'name':
      return labelled(field, value.text)
    case 'exact':
      return { sql: `${column} = ?`, values: [value.text] }
    case 'part':
      return { sql: `${column} LIKE ? ESCAPE '\\'`, values: [like(value.text)] }
    case 'seed':
      return { sql: `${column} = ?`, values: [value.text] }
    case 'range':
      return ends(walked, [value.from, '>='], [value.to, '<='])
    case 'date':
      return ends(walked, [value.from, '>='], [value.until, '<'])
    case 'size':
      return { sql: 'p.width = ? AND p.height = ?', values: [value.width, value.height] }
    case 'label':
      return { sql: `${column} = ?`, values: [value.label] }
    case 'flag':
      return { sql: flags[value.flag], values: [] }
    case 'words': {
      const match = matchOfTerm({ field, values: [value] })
      return match ? matching('IN', match) : { sql: '0', values: [] }
    }
  }
}

export const matching = (how: 'IN' | 'NOT IN', match: string): Where => ({
  sql: `p.key ${how} (SELECT rowid FROM words WHERE words MATCH ?)`,
  values: [match],
})

/** Any of the values, for FTS5; null where none holds a word. */
function matchOfTerm({ field, values }: Pick<QueryTerm, 'field' | 'values'>): string | null {
  const phrases = values.flatMap(value => (value.kind === 'words' ? (phraseOf(value.text) ?? []) : []))
  if (!phrases.length) return null
  const column = wordColumns[field]
  return `${column ? `{${column}} : ` : ''}(${phrases.join(' OR ')})`
}

/** Few pictures have a star, and an index has them together. */
const isRare = ({ field, values, not }: QueryTerm): boolean =>
  field === 'stars' &&
  !not &&
  values.every(value => value.kind === 'range' && value.from !== null && value.from >= 1)

/** What a query asks of a row `p`; words that must be there are asked for in one go. */
export function whereOfQuery({ terms }: Query): Where[] {
  const wanted: string[] = []
  const parts: Where[] = []
  const rare = terms.find(isRare)
  for (const term of terms) {
    const isWords = term.values.every(({ kind }) => kind === 'words')
    if (isWords) {
      const match = matchOfTerm(term)
      if (!match) continue
      if (!term.not) wanted.push(match)
      else parts.push(matching('NOT IN', match))
      continue
    }
    const field = term.field as QueryField
    const among = rare !== undefined && term !== rare
    const any = term.values.flatMap(value =>
      value.kind === 'likeness' ? [] : whereOfValue(field, value, among),
    )
    // What pictures look like is no condition: it puts them in their order.
    if (!any.length) continue
    const sql = any.map(one => `(${one.sql})`).join(' OR ')
    // What is not known of a picture is none of what is asked for.
    parts.push({
      sql: term.not ? `NOT coalesce(${sql}, 0)` : `(${sql})`,
      values: any.flatMap(one => one.values),
    })
  }
  if (wanted.length) parts.unshift(matching('IN', wanted.join(' AND ')))
  return parts
}
