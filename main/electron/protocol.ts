import { protocol } from 'electron'
import { bundle } from '../server/bundle.ts'
import type { Studio } from '../studio/studio.ts'
import { contentSecurityPolicy } from './content-policy.ts'

/** Must run before the app is ready. */
export const registerScheme = () =>
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'studio',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])

/**
 * `studio://app/` is the built window: the files that are there, by name. `studio://image/ID?w=256` is a picture, by
 * its id. There are no paths in either.
 */
export function handleScheme(folder: string, image: Studio['image']): void {
  const files = bundle(folder)
  protocol.handle('studio', async request => {
    const { host, pathname, searchParams } = new URL(request.url)
    if (request.method !== 'GET') return answer(405)
    const width = Number(searchParams.get('w')) || undefined
    const id = /^\/([0-9a-f]{64})$/.exec(pathname)?.[1]
    const found =
      host === 'app' ? await files(pathname) : host === 'image' && id ? await image(id, width) : null
    // The pixels of an id never change.
    return found ? answer(200, { cache: 'private, max-age=31536000, immutable', ...found }) : answer(404)
  })
}

type Found = { bytes: Uint8Array; type: string; cache: string }

function answer(status: number, found?: Found): Response {
  const headers = {
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    ...(found && {
      'Content-Type': found.type,
      'Content-Length': String(found.bytes.length),
      'Cache-Control': found.cache,
    }),
  }
  return new Response(found ? new Uint8Array(found.bytes) : null, { status, headers })
}
