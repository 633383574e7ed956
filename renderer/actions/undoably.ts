import { began } from '../stores/desk-history.ts'
import { reloadLibrary } from '../stores/library.ts'
import { dismiss, explain, toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'

/** What is done, as it stands behind "Undo:", and as a notice says it of so many pictures. */
export type Words = { deed: string; done: (n: number) => string }
export type Done = {
  /** How many pictures were changed. */
  count: number
  cancelled: boolean
  problem: string | null
  back: () => Promise<unknown>
}

/**
 * Does something to pictures and makes it an entry in the order of what can be undone, from its beginning on: undone
 * while it goes on, it is taken back as soon as it ends. A notice tells of it unless it is to be `quiet`.
 */
export async function undoably(words: Words, run: () => Promise<Done>, quiet = false): Promise<void> {
  let back: Done['back'] = async () => {}
  let notice = 0
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<unknown>) => () => {
    turn = turn.then(work).catch(explain)
  }
  const entry = began({
    label: words.deed,
    undo: inTurn(() => {
      dismiss(notice)
      return back()
    }),
    redo: inTurn(async () => {
      back = (await run()).back
    }),
  })
  const first = run().then(({ count, cancelled, problem, ...done }) => {
    back = done.back
    if (problem) toast(problem, { tone: 'error' })
    // What was changed on the screen before the host said how far it came.
    if (problem || cancelled) reloadLibrary()
    if (!count) return entry.forget()
    if (quiet) return
    const said = words.done(count)
    notice = toast(cancelled ? t.marks.stopped(said) : said, {
      kind: 'bulk',
      action: { label: t.undo, run: entry.takeBack },
    })
  })
  turn = first.catch(() => {})
  await first.catch(error => {
    entry.forget()
    throw error
  })
}
