import type { Jobs } from './jobs/jobs.ts'
import type { QueueKeeper } from './jobs/queue-keeper.ts'
import type { Library } from './library/open-library.ts'
import type { Shelf } from './library/shelf.ts'
import { serial } from './serial.ts'

export type LibrarySwitch = {
  /** Another folder. What waits goes along; what waited there from an earlier time is added to it. */
  open(folder: string): Promise<Library>
  /** The library as it is now; opened again first when what kept it from being written has been put right. */
  now(): Promise<Library>
}

/** Changes the library under a queue that goes on. */
export function librarySwitch(
  shelf: Shelf,
  jobs: Jobs,
  kept: QueueKeeper,
  /** What else works on the library ends before that is closed. */
  rest: () => Promise<void>,
): LibrarySwitch {
  // Two at once would close each other's.
  const inTurn = serial()
  const open = (folder: string) =>
    inTurn(() =>
      jobs.aside(async () => {
        await rest()
        const library = await shelf.change(folder)
        jobs.adopt(await kept.follow(library, jobs.queue()))
        return library
      }),
    )
  return {
    open,
    now: async () => ((await shelf.mayRecover()) ? open(shelf.now().folder) : shelf.now()),
  }
}
