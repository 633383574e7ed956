import { cancelled } from '#shared/errors.ts'

type Waiting = { folder: string | undefined; go: () => void }

/**
 * Who wants the model that is open goes in at once; who wants another waits until nobody uses this one, and whoever
 * comes later waits behind, so that it gets its turn. Without a folder any model will do.
 */
export function modelGate() {
  const waiting: Waiting[] = []
  let folder: string | undefined
  let users = 0

  const fits = (wanted: string | undefined) => wanted === undefined || wanted === folder || users === 0
  const admit = (wanted: string | undefined) => {
    folder = wanted ?? folder
    users++
  }
  const next = () => {
    while (waiting[0] && fits(waiting[0].folder)) {
      const { folder: wanted, go } = waiting.shift()!
      admit(wanted)
      go()
    }
  }

  return {
    users: () => users,
    /** Resolves to a function that must be called when done. Errors: `cancelled`. */
    async enter(wanted: string | undefined, signal?: AbortSignal): Promise<() => void> {
      if (signal?.aborted) throw cancelled()
      if (fits(wanted) && (wanted === undefined || !waiting.length)) admit(wanted)
      else await turn(waiting, wanted, signal, next)
      return () => {
        users--
        next()
      }
    },
  }
}

const turn = (
  waiting: Waiting[],
  folder: string | undefined,
  signal: AbortSignal | undefined,
  next: () => void,
) =>
  new Promise<void>((resolve, reject) => {
    const mine: Waiting = {
      folder,
      go: () => {
        signal?.removeEventListener('abort', stop)
        resolve()
      },
    }
    const stop = () => {
      waiting.splice(waiting.indexOf(mine), 1)
      reject(cancelled())
      next()
    }
    waiting.push(mine)
    signal?.addEventListener('abort', stop, { once: true })
  })
