import { parseQuery } from '#shared/library/query.ts'
import { asksTwins, wishesOf } from '#shared/library/query-meaning.ts'
import type { Library } from '../studio/library/open-library.ts'
import type { Range } from '../studio/library/range.ts'
import { openFiller } from '../studio/meaning/filler.ts'
import { searcher } from '../studio/meaning/search.ts'
import { rewritten } from './progress.ts'
import { type Io, withSession } from './session.ts'

/** A window of a library; an engine is started only where a scorer must look at something. */
export function readWindow(
  library: Library,
  range: Range,
  embed: boolean,
  io: Io,
): Promise<ReturnType<Library['range']>> {
  const query = parseQuery(range.filter.query ?? '', Date.now())
  const asks = wishesOf(query).length > 0 || asksTwins(query)
  if (!embed && !asks) return Promise.resolve(library.range(range))
  return withSession(io, async ({ engine, signal }) => {
    const eyes = { call: engine.call, scorer: () => library.meaning.scorer(), device: () => undefined }
    if (embed) await embedAll(library, eyes, signal, io)
    const { embedded, unreadable, of } = library.meaning.coverage()
    const left = of - embedded - unreadable
    if (asks && left) io.err.write(`${left} of ${of} pictures were not looked at yet; --embed does so\n`)
    return searcher(eyes).range(library, range, signal)
  })
}

/** Looks at the pictures that no scorer has looked at. Errors: the signal's reason. */
export async function embedAll(
  library: Library,
  eyes: Omit<Parameters<typeof openFiller>[0], 'library' | 'mayRun'>,
  signal: AbortSignal,
  io: Io,
): Promise<void> {
  const line = rewritten(io.err)
  let failed: string | undefined
  await new Promise<void>(resolve => {
    const filler = openFiller({
      ...eyes,
      library: () => library,
      mayRun: () => !signal.aborted,
      onProblem: sentence => {
        failed = sentence
      },
      onChange() {
        const { embedded, of } = library.meaning.coverage()
        if (filler.isWorking()) line.show(`Looked at ${embedded} of ${of}`)
        else resolve()
      },
    })
    filler.next()
  })
  line.clear()
  signal.throwIfAborted()
  if (failed) io.err.write(`${failed}\n`)
}
