import type { Session } from '../runtime.ts'

/** A session that can be put away and comes back by itself when it is asked again. */
export type Parkable = Session & { park(): Promise<void> }

/** `open` gives the session anew; the first one is there already. */
export function parkable(first: Session, open: () => Promise<Session>): Parkable {
  let session: Promise<Session> | null = Promise.resolve(first)
  let before = 0
  let now = first
  return {
    inputs: first.inputs,
    outputs: first.outputs,
    milliseconds: () => before + now.milliseconds(),
    async run(feeds, wanted) {
      if (!session) {
        const again = open()
        session = again
        again.catch(() => {
          if (session === again) session = null
        })
        before += now.milliseconds()
        now = await again
      }
      return (await session).run(feeds, wanted)
    },
    async park() {
      const held = session
      session = null
      await (await held?.catch(() => null))?.release()
    },
    async release() {
      await this.park()
    },
  }
}
