import { parseQuery, withoutTerm, withTerm } from '#shared/library/query.ts'

const boardTerms = (query: string) => parseQuery(query, 0).terms.filter(({ field }) => field === 'board')

/** The one board that a query asks for; null where it asks for none, several, or turns it round. */
export function boardOf(query: string): string | null {
  const [term, more] = boardTerms(query)
  const [value, other] = term?.values ?? []
  return !term || more || term.not || other || value?.kind !== 'name' ? null : value.text
}

/** The query for another board, or with null for none; what else it asks for stays. */
export function withBoard(query: string, board: string | null): string {
  // From the back, so that the places of the others hold.
  const rest = boardTerms(query).reduceRight((text, term) => withoutTerm(text, term), query)
  return board === null ? rest : withTerm(rest, 'board', board)
}
