import type { Movie } from '../stores/ways.ts'
import { t } from '../strings.ts'

/** `After step 8 of 20`, as the look has it. */
export const whereText = ({ look, of }: Pick<Movie, 'look' | 'of'>, frame: number): string =>
  look === 'dissolve'
    ? t.time.dissolved(frame, of - 1)
    : look === 'x0'
      ? t.time.after(frame + 1, of)
      : t.time.before(frame + 1, of)
