import { isCancelled, StudioError } from '#shared/errors.ts'

/** For a download's `catch`: a cancel that says what comes of it; every other error as it is. */
export function goesOnLater(error: unknown): never {
  if (!isCancelled(error)) throw error
  throw new StudioError(
    'cancelled',
    'Cancelled; what has come is kept, and the same command goes on from there',
  )
}
