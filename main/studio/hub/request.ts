import { setTimeout as sleep } from 'node:timers/promises'
import { cancelled, StudioError } from '#shared/errors.ts'
import { isPrivate } from './endpoint.ts'
import { refusalOf } from './refusal.ts'

export type HubClient = {
  endpoint: string
  token: string | null
  /** How long a server may be silent, and the wait before a second try, which doubles from try to try. */
  stallMs: number
  backoffMs: number
}

export const patience = { stallMs: 30_000, backoffMs: 1000 }
const mostTries = 5
const mostRedirects = 5
/** A server that wants a longer rest than this is not waited for. */
const mostWaitMs = 120_000

/** A failure that a second try may mend. `waitMs`: what the server asks for. */
export class Passing extends Error {
  readonly waitMs: number | null
  constructor(message: string, waitMs: number | null = null) {
    super(message)
    this.name = 'Passing'
    this.waitMs = waitMs
  }
}

export type Answer = { response: Response; status: number; url: URL; headers: Headers }

/**
 * GET that follows redirects by itself: the token goes to the endpoint's own origin and nowhere else, and nothing goes
 * from https to http. Answers below 400 and 416 are given; `Passing` for what may pass.
 * `headers` of the first answer are kept, as the hub tells of a file before it sends elsewhere for its bytes.
 */
export async function get(
  client: HubClient,
  address: string | URL,
  options: { headers?: Record<string, string>; signal: AbortSignal; what: string },
): Promise<Answer> {
  const home = new URL(client.endpoint)
  let url = new URL(address)
  const first = new Headers()
  for (let hop = 0; ; hop++) {
    const trusted = url.origin === home.origin && isPrivate(url)
    const headers: Record<string, string> = { 'accept-encoding': 'identity', ...options.headers }
    if (client.token && trusted) headers.authorization = `Bearer ${client.token}`
    const response = await fetch(url, { headers, redirect: 'manual', signal: options.signal }).catch(
      (error: Error & { cause?: { code?: string; message?: string } }) => {
        if (options.signal.aborted) throw options.signal.reason
        const why = error.cause?.code ?? error.cause?.message ?? error.message
        throw new Passing(`${url.host} cannot be reached (${why})`)
      },
    )
    const { status } = response
    for (const [name, value] of response.headers) if (!first.has(name)) first.set(name, value)
    if (status >= 300 && status < 400 && response.headers.get('location')) {
      await response.body?.cancel().catch(() => {})
      const next = URL.parse(response.headers.get('location')!, url.href)
      if (
        !next ||
        !/^https?:$/.test(next.protocol) ||
        (url.protocol === 'https:' && next.protocol === 'http:')
      )
        throw new StudioError(
          'network',
          `${url.host} sends to an address that is not safe; nothing was fetched from there`,
        )
      if (hop >= mostRedirects)
        throw new StudioError('network', `${home.host} sends from one address to the next without end`)
      url = next
      continue
    }
    if (status < 400 || status === 416) return { response, status, url, headers: first }
    const body = (await response.text().catch(() => '')).slice(0, 2000)
    if (status === 429 || status === 408 || status >= 500)
      throw new Passing(
        status === 429
          ? `${url.host} wants fewer requests (429)`
          : `${url.host} cannot answer now (${status})`,
        retryAfter(response.headers.get('retry-after')),
      )
    throw refusalOf({ status, code: response.headers.get('x-error-code'), body, client, what: options.what })
  }
}

/** Milliseconds from `Retry-After`: seconds, or a date. */
export function retryAfter(value: string | null, now = Date.now()): number | null {
  if (!value) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

/**
 * Tries again what may pass, with a wait that doubles, or as long as the server asks for. `work` calls `progress` when
 * something came, which begins the counting anew.
 * Errors: `network` when it did not pass.
 */
export async function patiently<T>(
  client: Pick<HubClient, 'backoffMs'>,
  signal: AbortSignal,
  work: (progress: () => void) => Promise<T>,
): Promise<T> {
  for (let failed = 0; ; ) {
    try {
      return await work(() => {
        failed = 0
      })
    } catch (error) {
      if (signal.aborted) throw cancelled()
      if (!(error instanceof Passing)) throw error
      failed++
      const wait = error.waitMs ?? client.backoffMs * 2 ** (failed - 1) * (0.75 + Math.random() / 2)
      if (failed >= mostTries || wait > mostWaitMs)
        throw new StudioError(
          'network',
          `${error.message}${wait > mostWaitMs ? ` and wants to be left alone for ${Math.ceil(wait / 60_000)} minutes` : ''}; what has come is kept, so try again later`,
        )
      await sleep(wait, undefined, { signal }).catch(() => {
        throw cancelled()
      })
    }
  }
}

/** A stream slower than this is taken for a dead one, in bytes per second. */
const leastRate = 1024

/** The bytes of an answer, a chunk at a time. `Passing` when the server falls silent, all but does, or breaks off. */
export async function* chunks(response: Response, stallMs: number): AsyncGenerator<Uint8Array> {
  if (!response.body) return
  const reader = response.body.getReader()
  let since = performance.now()
  let came = 0
  try {
    for (;;) {
      const { done, value } = await withinTime(reader.read(), stallMs)
      if (done) return
      came += value.length
      if (performance.now() - since > stallMs) {
        if (came < (stallMs / 1000) * leastRate) throw new Passing('the server all but fell silent')
        since = performance.now()
        came = 0
      }
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Passing('the server fell silent')), ms)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    throw error instanceof Passing ? error : new Passing('the connection broke off')
  } finally {
    clearTimeout(timer)
  }
}
