import type { PictureChange } from '#shared/studio/pictures.ts'
import type { Index } from './index-file.ts'

const everyMs = 1000

/** Tells when another process has written the index, which is asked for once a second. Gives what stops it. */
export function watchOther(index: Index, tell: (change: PictureChange) => void): () => void {
  const version = () => index.use(db => db.prepare('PRAGMA data_version').get())?.data_version
  let last = version()
  const timer = setInterval(() => {
    try {
      const now = version()
      if (now !== last) tell({ kind: 'reset', ids: [] })
      last = now
    } catch {
      // Whoever asks for something is told what is wrong with it; here nobody asked.
    }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
