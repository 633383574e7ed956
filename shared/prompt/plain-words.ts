import type { Reading } from './reading.ts'
import { readStyles } from './styles.ts'

/** What a picture's first step is told, without signs and weights: for whom the words alone count. */
export function plainWords(text: string, { style }: Pick<Reading, 'style'>): string {
  if (style === 'plain') return text
  const { clean, parts, at, segments } = readStyles[style]
  return parts(clean(text))
    .flatMap(part => segments(at(part.text, 1, 1)))
    .map(segment => segment?.text ?? ' ')
    .join('')
}
