import type { Query } from './query.ts'

/** What pictures shall look like, or shall not: words, or a picture by its id or the start of it. */
export type Wish = { sign: 1 | -1; kind: 'words' | 'picture'; text: string }

/** Whether a query asks which pictures look nearly the same, or which do not. */
export const asksTwins = ({ terms }: Query): boolean =>
  terms.some(({ values }) => values.some(value => value.kind === 'flag' && value.flag === 'duplicate'))

/** Whether it asks for groups of them rather than for pictures: then each group is shown once. */
export const asksGroups = (query: Query): boolean =>
  wishesOf(query).length === 0 && asksTwins({ ...query, terms: query.terms.filter(({ not }) => !not) })

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
