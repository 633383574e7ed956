import { fieldNamed, type QueryField, queryFields } from './query-fields.ts'
import { type QueryValue, readValue } from './query-values.ts'

/**
 * One condition of a query: any of `values`, or with `not` none of them. Words without a field are `text`, to be found
 * anywhere. `from` and `to` are its place in the query.
 */
export type QueryTerm = {
  field: QueryField | 'text'
  not: boolean
  values: QueryValue[]
  from: number
  to: number
}
type QueryProblem = { from: number; to: number; why: string }
export type Query = { terms: QueryTerm[]; problems: QueryProblem[] }

export const mostQuery = 2000

/** A field with its colon, or none; then quoted words or all up to a space. */
const term = /(-?)(?:(\p{L}+):)?((?:"[^"]*"?|[^\s"])*)/uy

/**
 * Reads what somebody typed to find pictures: `red bird -fox model:book steps:>10 date:2026-11 stars:3..5
 * tag:owl,"two owls"`. All terms must hold; values after a comma are alternatives; `-` turns a term round. What cannot
 * be understood is a problem with its place, never an error. `prompt:="a red bird"` is all of the prompt. `now` is what days are counted from, ms since 1970.
 */
export function parseQuery(text: string, now: number): Query {
  const terms: QueryTerm[] = []
  const problems: QueryProblem[] = []
  let at = 0
  const cut = text.slice(0, mostQuery)
  while (at < cut.length) {
    if (/\s/.test(cut[at]!)) {
      at++
      continue
    }
    term.lastIndex = at
    const [whole = '', minus, name, said = ''] = term.exec(cut) ?? []
    const from = at
    at += Math.max(1, whole.length)
    const to = at
    const field = name === undefined ? 'text' : fieldNamed(name)
    // A word before a colon that is no field is a word of a prompt.
    const meant = field ?? 'text'
    const value = field === null ? `${name}:${said}` : said
    const { values, why } = valuesOf(meant, value, now)
    if (values.length) terms.push({ field: meant, not: minus === '-', values, from, to })
    if (why && (name !== undefined || value)) problems.push({ from, to, why })
  }
  return { terms, problems }
}

function valuesOf(
  field: QueryField | 'text',
  said: string,
  now: number,
): { values: QueryValue[]; why?: string } {
  const kind = field === 'text' ? 'words' : queryFields[field].kind
  const parts = field === 'text' ? [said.replace(/^=+/, '')] : alternatives(said)
  const values: QueryValue[] = []
  for (const part of parts) {
    const text = unquoted(part)
    if (text === '') continue
    const value = readValue(kind, text, now, part.startsWith('"'))
    if (typeof value === 'string') return { values, why: value }
    values.push(value)
  }
  if (!values.length && field !== 'text')
    return { values, why: `After ${field}: comes ${queryFields[field].about}` }
  return { values }
}

/** Without its quotes, an = before them kept. */
const unquoted = (text: string) =>
  text
    .replace(/^(=?)"/, '$1')
    .replace(/"$/, '')
    .trim()

/** Values between commas, those within quotes kept whole, with their quotes. */
const alternatives = (text: string): string[] => text.match(/=?"[^"]*"?|[^,"]+/g) ?? []

/** A query without one of its terms. */
export const withoutTerm = (text: string, { from, to }: { from: number; to: number }): string =>
  `${text.slice(0, from)}${text.slice(to)}`.replace(/\s+/g, ' ').trim()

/** A query with a term more, its value quoted where it must be; `exact` where it is to be all of the text. */
export const withTerm = (text: string, field: QueryField, value: string, exact = false): string =>
  `${text.trim()} ${field}:${exact ? '=' : ''}${/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`.trim()
