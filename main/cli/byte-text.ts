import type { BytesEvent } from '#shared/studio/models.ts'
import { duration } from './progress.ts'

const units = ['B', 'KB', 'MB', 'GB', 'TB']

/** `3.4 GB`: decimal, as the hub and file managers count. */
export function byteText(count: number): string {
  let value = count
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** One line of progress. */
export const byteLine = (doing: string, { done, of, msLeft }: BytesEvent): string =>
  `${doing} ${byteText(done)} of ${byteText(of)}${msLeft === null ? '' : `, ${duration(msLeft)} left`}`
