import { marksOf } from '#shared/prompt/marks.ts'
import { parsePrompt } from '#shared/prompt/parse.ts'
import type { Layer } from './layers.ts'
import type { Unknown } from './vocabulary.ts'

/** At a weight of 2, or a half, a tint is at its strongest. */
const full = 2

/** How strongly words are tinted, 0..1, by how far their weight is from 1. */
const tint = (weight: number): number =>
  Math.min(1, Math.abs(Math.log(Math.max(0.01, Math.abs(weight)))) / Math.log(full))

/** What the signs in a prompt do, as layers under its text. */
export function promptLayers(text: string): Layer[] {
  const marks = marksOf(text).flatMap(({ start, end, kind, weight, changes }): Layer[] => {
    if (start === end) return []
    const layers: Layer[] = []
    const heavy = weight !== 1 && kind !== 'comment' && kind !== 'lora'
    if (heavy)
      layers.push({ start, end, className: weight > 1 ? 'mark-more' : 'mark-less', strength: tint(weight) })
    if (kind !== 'words') layers.push({ start, end, className: `mark-${kind}` })
    if (changes && kind !== 'sign' && kind !== 'time') layers.push({ start, end, className: 'mark-changes' })
    return layers
  })
  const hints = parsePrompt(text).hints.map(({ start, end }) => ({ start, end, className: 'mark-hint' }))
  return [...marks, ...hints]
}

/** The unknown among what is read as words. */
export function unknownAmongWords(text: string, unknown: readonly Unknown[]): Unknown[] {
  const signs = marksOf(text).filter(({ kind }) => kind !== 'words' && kind !== 'sign')
  return unknown.filter(({ from, to }) => !signs.some(({ start, end }) => from < end && to > start))
}
