import type { Lexicon } from './vocabulary.ts'

export type Pair = { less: string; more: string }

const rows = [
  'small | large',
  'day | night',
  'line drawing | painting',
  'empty | crowded',
  'facing left | facing right',
  'with a sun | with a moon',
  'looking up | leaning down',
  'white | black',
  'blue | red',
  'green | pink',
  'on the ground | on a branch',
  'cream background | navy background',
  'tiny | big',
  'young | old',
  'summer | winter',
  'simple | detailed',
  'close-up | wide shot',
  'sad | happy',
  'calm | stormy',
  'rough | smooth',
  'ancient | modern',
  'dark | bright',
  'matte | glossy',
] as const

/** `small | large`; also with a slash, an arrow or the word `to` between. Null while it is no pair. */
export function pairOf(text: string): Pair | null {
  const [less, more, ...rest] = text.split(/\s*(?:\||\/|→|->|\s+to\s+)\s*/).map(part => part.trim())
  return less && more && !rest.length && less !== more ? { less, more } : null
}

export const pairText = ({ less, more }: Pair): string => `${less} | ${more}`

export const goodPairs: readonly Pair[] = rows.map(row => pairOf(row)!)

const isKnown = (phrase: string, { kinds, known }: Lexicon) =>
  kinds.has(phrase) || phrase.split(' ').every(word => known.has(word))

/**
 * Pairs to offer while `typed` stands in the field: those of the table that the model understands and, once one side
 * is written, the words of its kind for the other. `lexicon` null: any words will do.
 */
export function offers(typed: string, lexicon: Lexicon | null, most = 8): string[] {
  const table = goodPairs
    .filter(({ less, more }) => !lexicon || (isKnown(less, lexicon) && isKnown(more, lexicon)))
    .map(pairText)
  const [left = '', right] = typed.toLowerCase().split('|')
  const less = left.trim()
  const kind = lexicon?.kinds.get(less)
  const others =
    right !== undefined && lexicon && kind
      ? [...lexicon.kinds].filter(([word, other]) => other === kind && word !== less).map(([word]) => word)
      : []
  const matching = others
    .filter(word => word.startsWith((right ?? '').trim()))
    .map(more => pairText({ less, more }))
  const fitting = table.filter(row => row.includes(less))
  return [...new Set([...matching, ...fitting])].filter(row => row !== typed.trim()).slice(0, most)
}
