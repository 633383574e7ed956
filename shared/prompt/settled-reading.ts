import type { Settings } from '../generation.ts'
import { same } from '../same.ts'
import { plainReading, saysMore } from './reading.ts'

type Texts = Pick<Settings, 'prompt' | 'negative' | 'conditions' | 'past'>

/** Every text that settings tell a model. */
export const textsOf = ({ prompt, negative, conditions, past }: Texts): string[] =>
  [{ prompt, negative, conditions }, ...past].flatMap(said => [
    said.prompt ?? '',
    said.negative ?? '',
    ...(said.conditions?.regions.map(({ words }) => words) ?? []),
  ])

/** Whether settings would draw another picture if their words were read as plain text. */
export const readingMatters = (settings: Texts & Pick<Settings, 'reading'>): boolean =>
  settings.reading.clipSkip > 1 || textsOf(settings).some(saysMore)

/** A reading that makes no difference is left out: pictures of plain words are the same whoever asked for them. */
export const settledReading = <T extends Texts & Pick<Settings, 'reading'>>(settings: T): T =>
  same(settings.reading, plainReading) || readingMatters(settings)
    ? settings
    : { ...settings, reading: plainReading }

/** How words that take the place of these are read: as these, where it was said, else as usual. */
export const readingFor = <R>(settings: Texts & { reading: R & Settings['reading'] }, usual: R): R =>
  readingMatters(settings) ? settings.reading : usual
