import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { protocol } from 'electron'
import { contentTypes } from './content-types.ts'
import { fileList } from './file-list.ts'

export const appOrigin = 'studio://app'

/** Nothing from anywhere but the bundle and the library; what a page could send home has no way out. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' studio: blob: data:",
  "font-src 'self'",
  "connect-src 'self' studio:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const alwaysHeaders = { 'X-Content-Type-Options': 'nosniff' }

/** Must run before the app is ready. */
export const registerScheme = () =>
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'studio',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])

/** A picture's bytes, in full or as a thumbnail of about that width; null when there is no such picture. */
export type ImageSource = (
  id: string,
  width: number | undefined,
) => Promise<{ bytes: Uint8Array; type: string } | null>

/** `studio://app/` is the bundle: the files that are there, by name. `studio://image/ID?w=256` is a picture, by id. */
export function handleScheme(bundle: string, image: ImageSource): void {
  const files = fileList(bundle)
  protocol.handle('studio', async request => {
    if (request.method !== 'GET') return new Response(null, { status: 405 })
    const { host, pathname, searchParams } = new URL(request.url)
    const name = decodeURIComponent(pathname.slice(1))
    if (host === 'app') return appFile(bundle, files, name || 'index.html')
    if (host === 'image') return picture(image, name, Number(searchParams.get('w')) || undefined)
    return notFound()
  })
}

const notFound = () => new Response('Not found', { status: 404, headers: alwaysHeaders })

async function appFile(bundle: string, files: ReadonlySet<string>, name: string): Promise<Response> {
  if (!files.has(name)) return notFound()
  const bytes = await readFile(join(bundle, name))
  const type = contentTypes[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream'
  const headers = {
    ...alwaysHeaders,
    'Content-Type': type,
    'Content-Length': String(bytes.length),
    'Content-Security-Policy': contentSecurityPolicy,
  }
  return new Response(bytes, { headers })
}

async function picture(image: ImageSource, id: string, width: number | undefined): Promise<Response> {
  const found = /^[0-9a-f]{64}$/.test(id) ? await image(id, width) : null
  if (!found) return notFound()
  const { bytes, type } = found
  const headers = {
    ...alwaysHeaders,
    'Content-Type': type,
    'Content-Length': String(bytes.length),
    'Cache-Control': 'private, max-age=31536000, immutable',
  }
  return new Response(new Uint8Array(bytes), { headers })
}
