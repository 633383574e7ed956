import { wordsWidth } from '../graph/words-graph.ts'
import type { Model } from '../model/open.ts'
import { type Embedding, type Embeddings, noEmbeddings } from './embeddings.ts'

/** The textual inversions that were made for this model; of the others `warn` is told, and their names are words. */
export function fittingEmbeddings(
  { towers }: Model,
  embeddings: Embeddings,
  warn: (sentence: string) => void,
): Embeddings {
  if (!embeddings.size) return noEmbeddings
  const widths = towers.map(({ file, session }) => wordsWidth(file, session))
  if (widths.includes(null)) {
    warn(
      "This model's text encoder takes no textual inversions (its table of words was not found); their names are read as words",
    )
    return noEmbeddings
  }
  const misfit = ({ towers: lists }: Embedding) =>
    lists.length !== widths.length || lists.some((rows, i) => rows.some(row => row.length !== widths[i]))
  const fits = [...embeddings].filter(([, embedding]) => {
    if (!misfit(embedding)) return true
    const has = embedding.towers.map(rows => rows[0]!.length).join(' and ')
    warn(
      `The textual inversion "${embedding.name}" was made for another family of models (its vectors have ${has} numbers, this model reads ${widths.join(' and ')}); its name is read as words`,
    )
    return false
  })
  return new Map(fits)
}
