/** How well a text answers a query, 0 not at all: words that begin alike beat letters in order. */
export function score(query: string, text: string): number {
  const wanted = query.trim().toLowerCase()
  const given = text.toLowerCase()
  if (!wanted) return 1
  if (given.startsWith(wanted)) return 4
  const words = wanted.split(/\s+/)
  if (words.every(word => given.split(/[^\p{L}\p{N}%]+/u).some(part => part.startsWith(word)))) return 3
  if (given.includes(wanted)) return 2
  let at = 0
  for (const letter of wanted.replaceAll(' ', '')) {
    at = given.indexOf(letter, at) + 1
    if (!at) return 0
  }
  return 1
}

export const rank = <T>(query: string, rows: readonly T[], textOf: (row: T) => string): T[] =>
  rows
    .map(row => ({ row, points: score(query, textOf(row)) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ row }) => row)
