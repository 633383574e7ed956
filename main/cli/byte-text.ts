import { bytes } from '#shared/bytes.ts'
import type { BytesEvent } from '#shared/studio/models.ts'
import { duration } from './progress.ts'

/** One line of progress. */
export const byteLine = (doing: string, { done, of, msLeft }: BytesEvent): string =>
  `${doing} ${bytes(done)} of ${bytes(of)}${msLeft === null ? '' : `, ${duration(msLeft)} left`}`
