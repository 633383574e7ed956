import type { BytesEvent } from '#shared/studio/models.ts'

/** Counts bytes towards a whole and tells how far it is; the time left comes from the speed so far. */
export function byteProgress(of: number, onEvent: (event: BytesEvent) => void): (more: number) => void {
  const begun = performance.now()
  let done = 0
  return more => {
    done += more
    const ms = performance.now() - begun
    onEvent({ done, of, msLeft: done && ms > 500 ? (ms / done) * (of - done) : null })
  }
}
