import type { Query } from './query.ts'

/** What pictures shall look like, or shall not: words, or a picture by its id or the start of it. */
export type Wish = { sign: 1 | -1; kind: 'words' | 'picture'; text: string }

/** What of a query is asked of a scorer; nothing where it asks for no likeness. */
export const wishesOf = ({ terms }: Query): Wish[] =>
  terms.flatMap(({ field, not, values }) =>
    field !== 'like' && field !== 'unlike'
      ? []
      : values.flatMap(value =>
          value.kind !== 'likeness'
            ? []
            : [
                {
                  sign: (field === 'like') === not ? -1 : 1,
                  kind: value.picture ? 'picture' : 'words',
                  text: value.text,
                } as const,
              ],
        ),
  )
