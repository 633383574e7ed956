/** Levenshtein distance, in edits. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('+', 'p')
    .replace(/[^a-z0-9]/g, '')

/** The choice a person most likely meant; undefined where there is none to offer. Both sides are cut at 64 characters. */
export function nearest(text: string, choices: readonly string[]): string | undefined {
  const wanted = plain(text.slice(0, 64))
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const choice of choices) {
    const distance = editDistance(wanted, plain(choice.slice(0, 64)))
    if (distance < least) [best, least] = [choice, distance]
  }
  return best
}

/** Finds a row of `{ id: label }` by its id or its label, however spelt. */
export const idOf = <Id extends string>(text: string, names: Readonly<Record<Id, string>>): Id | undefined =>
  (Object.keys(names) as Id[]).find(id => plain(id) === plain(text) || plain(names[id]) === plain(text))

/** `unknown sampler "eular"; did you mean "euler"?` and the whole list. */
export const unknownMessage = (what: string, text: string, choices: readonly string[]): string => {
  const near = nearest(text, choices)
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return `unknown ${what} "${shown}"${near ? `; did you mean "${near}"?` : ''} Choices: ${choices.join(', ')}`
}
