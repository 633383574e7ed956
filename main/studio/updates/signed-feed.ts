import { createPublicKey, verify } from 'node:crypto'
import { StudioError } from '#shared/errors.ts'
import { type Feed, feed } from '#shared/studio/updates.ts'

/** Where a build looks for releases, and the Ed25519 key that its feed must be signed with. */
export type FeedPlace = {
  /** The folder that holds `feed.json` and `feed.json.sig`. */
  url: string
  /** SPKI, DER, base64. */
  key: string
}

/** What the build was given (docs/release.md); null for a build without a feed, as every one from a clone is. */
declare const REROLL_FEED: FeedPlace | null
export const ownFeed: FeedPlace | null = typeof REROLL_FEED === 'undefined' ? null : REROLL_FEED

/** By the name of its machine, for people. */
export const feedHost: string | null = ownFeed && new URL(ownFeed.url).host

const patienceMs = 15_000
const most = 64 * 1024

/**
 * Fetches the feed and its signature (64 bytes over the feed's own, base64; RFC 8032) and parses what is signed.
 * Nothing that is not signed is parsed. Errors: `network`.
 */
export async function signedFeed({ url, key }: FeedPlace, signal?: AbortSignal): Promise<Feed> {
  const base = url.endsWith('/') ? url : `${url}/`
  const [text, signature] = await Promise.all(
    ['feed.json', 'feed.json.sig'].map(name => fetchSmall(new URL(name, base), signal)),
  )
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
  if (!verify(null, text!, publicKey, Buffer.from(signature!.toString('latin1'), 'base64')))
    throw new StudioError(
      'network',
      'The list of releases is not signed by the makers of Reroll; it was not read',
    )
  const parsed = feed.safeParse(JSON.parse(text!.toString('utf8')))
  if (!parsed.success)
    throw new StudioError('network', 'The list of releases is of a kind that this version does not know')
  return parsed.data
}

async function fetchSmall(url: URL, signal?: AbortSignal): Promise<Buffer> {
  const late = AbortSignal.timeout(patienceMs)
  const failed = (why: string) =>
    new StudioError('network', `The list of releases could not be fetched from ${url.host}: ${why}`)
  // Another address than the one that a person agreed to is not asked.
  const answer = await fetch(url, {
    redirect: 'error',
    credentials: 'omit',
    signal: signal ? AbortSignal.any([signal, late]) : late,
  }).catch((error: Error) => {
    signal?.throwIfAborted()
    throw failed(late.aborted ? 'no answer' : ((error.cause as Error | undefined)?.message ?? error.message))
  })
  if (!answer.ok || !answer.body) throw failed(`status ${answer.status}`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > most) throw failed(`it is larger than ${most} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
