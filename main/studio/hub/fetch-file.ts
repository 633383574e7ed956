import { StudioError } from '#shared/errors.ts'
import type { Lanes } from './lanes.ts'
import type { PartFile } from './part-file.ts'
import { missing, parseContentRange, pieceBytes, requestBytes, type Span } from './pieces.ts'
import { type Answer, chunks, get, type HubClient, Passing, patiently } from './request.ts'

export type FetchOptions = {
  client: HubClient
  url: string
  /** `owner/name`, for sentences. */
  what: string
  part: PartFile
  /** Shared by all files of a download. */
  lanes: Lanes
  signal: AbortSignal
  /** Bytes that have just come; negative when some turned out to be worth nothing. */
  onBytes: (count: number) => void
}

/** The content is another than that of the pieces at hand. */
class Changed extends Error {
  readonly etag: string | null
  constructor(etag: string | null) {
    super('changed')
    this.etag = etag
  }
}
/** The server knows no ranges. */
class OnlyWhole extends Error {}

const streamsPerFile = 4
const mostChanges = 3

/**
 * Fetches what is missing of a file, in several streams where it is large.
 * Errors: `network`, `invalid-input` (nothing there), `not-writable`, `disk-full`; what has come stays.
 */
export async function fetchFile(options: FetchOptions): Promise<void> {
  const { part, signal, onBytes } = options
  let whole = false
  for (let changes = 0; ; ) {
    try {
      return await (whole ? oneStream(options) : manyStreams(options))
    } catch (error) {
      if (signal.aborted) throw error
      const afresh = (etag: string | null) => {
        onBytes(-part.done())
        return part.begin(etag)
      }
      if (error instanceof OnlyWhole) {
        whole = true
        await afresh(part.etag)
      } else if (error instanceof Changed) {
        await afresh(error.etag)
        if (++changes > mostChanges)
          throw new StudioError(
            'network',
            `${options.what} changes on the server while it is downloaded; try again later`,
          )
      } else throw error
    }
  }
}

/** All of it in one request; when that breaks off, from the start again. */
const oneStream = (options: FetchOptions): Promise<void> =>
  options.lanes(() =>
    patiently(options.client, options.signal, async progress => {
      const { part, onBytes } = options
      const answer = await ask(options, null)
      if (part.done()) onBytes(-part.done())
      await part.begin(etagOf(answer.headers))
      await receive(options, answer, { from: 0, to: part.bytes }, options.signal, progress)
    }),
  )

async function manyStreams(options: FetchOptions): Promise<void> {
  const { part, signal, client, lanes } = options
  if (part.bytes <= pieceBytes) return part.has(0) ? undefined : oneStream(options)
  const share = Math.ceil(part.bytes / streamsPerFile / pieceBytes) * pieceBytes
  const most = Math.min(requestBytes, share)
  const taken = new Set<number>()
  const end = new AbortController()
  const within = AbortSignal.any([signal, end.signal])
  const next = (): Span | undefined => {
    const span = missing(part.bytes, piece => part.has(piece) || taken.has(piece), most)[0]
    if (span) for (const piece of piecesOf(span)) taken.add(piece)
    return span
  }
  const stream = async (): Promise<void> => {
    for (let span = next(); span; span = next()) {
      const mine = span
      try {
        await lanes(() => patiently(client, within, progress => fetchSpan(options, mine, within, progress)))
      } finally {
        for (const piece of piecesOf(mine)) taken.delete(piece)
      }
    }
  }
  const failures: unknown[] = []
  const run = () =>
    stream().catch(error => {
      failures.push(error)
      end.abort(error)
    })
  await Promise.all(Array.from({ length: streamsPerFile }, run))
  const [first] = failures
  if (first !== undefined) throw first
}

const piecesOf = ({ from, to }: Span): number[] =>
  Array.from({ length: Math.ceil((to - from) / pieceBytes) }, (_, i) => from / pieceBytes + i)

async function fetchSpan(
  options: FetchOptions,
  span: Span,
  signal: AbortSignal,
  progress: () => void,
): Promise<void> {
  const { part } = options
  const rest = missing(part.bytes, piece => part.has(piece), Number.POSITIVE_INFINITY).find(
    ({ from, to }) => from < span.to && to > span.from,
  )
  if (!rest) return
  const wanted = { from: Math.max(rest.from, span.from), to: Math.min(rest.to, span.to) }
  const answer = await ask(options, wanted, signal)
  await receive(options, answer, wanted, signal, progress)
}

/** The request itself, and what its head tells. Errors: `Changed`, `OnlyWhole`, and those of `get`. */
async function ask(
  { client, url, what, part, signal: outer }: FetchOptions,
  span: Span | null,
  signal: AbortSignal = outer,
): Promise<Answer> {
  const headers: Record<string, string> = {}
  if (span) headers.range = `bytes=${span.from}-${span.to - 1}`
  if (span && part.serverTag) headers['if-range'] = part.serverTag
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), client.stallMs)
  const answer = await get(client, url, {
    headers,
    what,
    // Only the head: the body has its own watch.
    signal: AbortSignal.any([signal, late.signal]),
  })
    .catch(error => {
      if (!signal.aborted && late.signal.aborted) throw new Passing('the server fell silent')
      throw error
    })
    .finally(() => clearTimeout(timer))
  const leave = async (error: Error): Promise<never> => {
    await answer.response.body?.cancel().catch(() => {})
    throw error
  }
  const etag = etagOf(answer.headers)
  if (answer.status === 416) return leave(part.done() ? new Changed(etag) : sizeProblem(what, part, null))
  if (span && part.etag !== etag) {
    // Nothing was fetched yet: this is what it is called.
    if (part.etag === null && !part.done()) await part.begin(etag)
    else return leave(new Changed(etag))
  }
  if (span && answer.status === 206) {
    const range = parseContentRange(answer.headers.get('content-range'))
    if (range?.of != null && range.of !== part.bytes) return leave(sizeProblem(what, part, range.of))
    if (!range || range.from !== span.from)
      return leave(new Passing('the server sent another part than asked for'))
    const tag = answer.response.headers.get('etag')
    if (part.serverTag !== false) part.serverTag = tag?.startsWith('W/') ? null : tag
  } else if (span) {
    if (!headers['if-range']) return leave(new OnlyWhole())
    // Another of its servers may call the same bytes otherwise; what they are, the sum tells in the end.
    part.serverTag = false
    return leave(new Passing('the server calls the file otherwise'))
  } else {
    const length = Number(answer.response.headers.get('content-length') ?? part.bytes)
    if (length !== part.bytes) return leave(sizeProblem(what, part, length))
  }
  return answer
}

const sizeProblem = (what: string, { file, bytes }: PartFile, sent: number | null) =>
  new Passing(
    `${what}: the hub lists ${bytes} bytes for ${file.split(/[\\/]/).slice(-2).join('/')}, the server has ${sent ?? 'fewer'}`,
  )

/** The hub tells of a large file what it is, before it sends elsewhere for it; others tell of their own. */
const etagOf = (headers: Headers): string | null => headers.get('x-linked-etag') ?? headers.get('etag')

async function receive(
  { client, part, onBytes }: FetchOptions,
  { response }: Answer,
  span: Span,
  signal: AbortSignal,
  progress: () => void,
): Promise<void> {
  let at = span.from
  try {
    for await (const chunk of chunks(response, client.stallMs)) {
      signal.throwIfAborted()
      if (at + chunk.length > span.to) throw new Passing('the server sent more than it said')
      const whole = await part.write(chunk, at, span)
      at += chunk.length
      onBytes(chunk.length)
      if (whole) progress()
    }
    if (at < span.to) throw new Passing('the connection broke off')
  } catch (error) {
    // What is of no whole piece will come again.
    if (at < span.to) onBytes(-(at - Math.max(span.from, Math.floor(at / pieceBytes) * pieceBytes)))
    throw error
  }
}
