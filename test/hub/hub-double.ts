import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** A request as the hub, or the server that it sends to for large files, saw it. */
export type Seen = {
  at: 'hub' | 'store'
  path: string
  range: string | null
  ifRange: string | null
  authorization: string | null
  /** Of this path, from 1 on. */
  count: number
}

/** What goes wrong with an answer. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  /** The connection breaks off after so many bytes of the body. */
  | { kind: 'cut'; after: number }
  /** After so many bytes nothing more comes, and the connection stays. */
  | { kind: 'silent'; after: number }
  /** A byte now and then. */
  | { kind: 'drip'; everyMs: number }
  /** Every byte is another. */
  | { kind: 'wrong' }
  /** The head promises so many bytes more than there are. */
  | { kind: 'lies'; more: number }
  /** Takes no notice of a range. */
  | { kind: 'whole' }
  /** Is called otherwise now. */
  | { kind: 'etag'; etag: string }
  | { kind: 'slow'; ms: number }

export type Repository = {
  files: Record<string, Buffer>
  licence?: string
  gated?: boolean
  tags?: string[]
  /** Smaller ones are git's own, without SHA-256 and without a detour. */
  largeFrom?: number
}

export type HubDouble = {
  url: string
  seen: Seen[]
  /** Asked at each request; what it gives goes wrong. */
  fault: ((seen: Seen) => Fault | undefined) | null
  /** Who may see gated repositories. */
  token: string
  close(): Promise<void>
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const gitSum = (bytes: Buffer) =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
export const commit = 'c0ffee'.repeat(7).slice(0, 40)

/** The files of a folder, by their paths in it. */
export const filesOf = (folder: string): Record<string, Buffer> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => {
        const path = join(entry.parentPath, entry.name)
        return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)]
      }),
  )

/** A hub of one's own on this machine, as far as Reroll talks to one, and a second server for large files. */
export async function hubDouble(repositories: Record<string, Repository>): Promise<HubDouble> {
  const counts = new Map<string, number>()
  const large = new Map<string, Buffer>()

  const see = (at: Seen['at'], request: IncomingMessage): Seen => {
    const path = decodeURIComponent(request.url ?? '')
    const key = `${at} ${path.split('?')[0]}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    const { range = null, authorization = null } = request.headers
    const ifRange = (request.headers['if-range'] as string | undefined) ?? null
    const seen: Seen = { at, path, range, ifRange, authorization, count: counts.get(key)! }
    double.seen.push(seen)
    return seen
  }
  const json = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(value))
  }
  const refuse = (
    response: ServerResponse,
    status: number,
    headers: Record<string, string> = {},
    body = 'no',
  ) => {
    response.writeHead(status, headers)
    response.end(body)
  }

  const hub = createServer((request, response) => {
    const seen = see('hub', request)
    const fault = double.fault?.(seen)
    if (fault?.kind === 'status') return refuse(response, fault.status, fault.headers, fault.body)
    const url = new URL(request.url!, 'http://hub')
    const path = decodeURIComponent(url.pathname)
    if (path === '/api/models') return json(response, found(repositories, url.searchParams))
    const told = /^\/api\/models\/([^/]+\/[^/]+)\/revision\/(.+)$/.exec(path)
    const tree = /^\/api\/models\/([^/]+\/[^/]+)\/tree\/(.+)$/.exec(path)
    const file = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(path)
    const id = (told ?? tree ?? file)?.[1] ?? ''
    const repository = repositories[id]
    if (!repository) return refuse(response, 404, { 'x-error-code': 'RepoNotFound' })
    if (told && told[2] !== 'main' && told[2] !== commit)
      return refuse(response, 404, { 'x-error-code': 'RevisionNotFound' })
    if (told) return json(response, toldOf(id, repository))
    if (tree) return pageOfTree(response, repository, url)
    if (repository.gated && request.headers.authorization !== `Bearer ${double.token}`)
      return refuse(response, 403, { 'x-error-code': 'GatedRepo' }, 'Access to model is restricted')
    const bytes = repository.files[file![3]!]
    if (!bytes) return refuse(response, 404, { 'x-error-code': 'EntryNotFound' })
    if (bytes.length < (repository.largeFrom ?? 1000))
      return send(request, response, bytes, `"${gitSum(bytes)}"`, fault)
    const sum = sha256(bytes)
    large.set(sum, bytes)
    response.writeHead(302, {
      location: `${storeUrl}/${sum}?signed=yes`,
      'x-linked-etag': fault?.kind === 'etag' ? fault.etag : `"${sum}"`,
      'x-linked-size': String(bytes.length),
      etag: '"of-the-detour"',
    })
    response.end()
  })
  const store = createServer((request, response) => {
    const seen = see('store', request)
    const fault = double.fault?.(seen)
    if (fault?.kind === 'status') return refuse(response, fault.status, fault.headers, fault.body)
    const sum = /^\/([0-9a-f]{64})/.exec(request.url ?? '')?.[1] ?? ''
    const bytes = large.get(sum)
    if (!bytes) return refuse(response, 403)
    // As stores do, it has a name of its own for the bytes.
    send(request, response, bytes, `"of-the-store-${sum.slice(0, 8)}"`, fault)
  })
  const listen = (server: typeof hub) =>
    new Promise<string>(resolve =>
      server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      ),
    )
  const [url, storeUrl] = await Promise.all([listen(hub), listen(store)])
  const double: HubDouble = {
    url,
    seen: [],
    fault: null,
    token: 'hf_for-tests-only',
    async close() {
      for (const server of [hub, store]) {
        server.closeAllConnections()
        await new Promise(resolve => server.close(resolve))
      }
    },
  }
  return double
}

const found = (repositories: Record<string, Repository>, query: URLSearchParams) =>
  Object.entries(repositories)
    .filter(([id]) => id.toLowerCase().includes((query.get('search') ?? '').toLowerCase()))
    .map(([id, { gated = false, tags = [] }], i) => ({
      id,
      modelId: id,
      downloads: 1000 - i,
      likes: 7,
      gated: gated ? 'auto' : false,
      tags: ['onnx', ...tags],
    }))

const toldOf = (id: string, { licence, gated = false, tags = [] }: Repository) => ({
  id,
  sha: commit,
  gated: gated ? 'manual' : false,
  tags: [...tags, ...(licence ? [`license:${licence}`] : [])],
  cardData: licence ? { license: licence } : undefined,
})

/** Two to a page at most, so that pages are followed. */
function pageOfTree(response: ServerResponse, { files, largeFrom = 1000 }: Repository, url: URL) {
  const rows = Object.entries(files).map(([path, bytes]) => ({
    type: 'file',
    path,
    size: bytes.length,
    oid: gitSum(bytes),
    ...(bytes.length >= largeFrom && { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } }),
  }))
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const size = Math.max(2, Math.ceil(rows.length / 2))
  const next = from + size
  url.searchParams.set('cursor', String(next))
  const more = next < rows.length ? { link: `<${url.pathname}${url.search}>; rel="next"` } : {}
  response.writeHead(200, { 'content-type': 'application/json', ...more })
  response.end(JSON.stringify(rows.slice(from, next)))
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  etag: string,
  fault: Fault | undefined,
): void {
  const called = fault?.kind === 'etag' ? fault.etag : etag
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  const ifRange = request.headers['if-range']
  const ranged = match && fault?.kind !== 'whole' && (!ifRange || ifRange === called)
  const from = ranged ? Number(match[1]) : 0
  const to = ranged && match[2] ? Math.min(bytes.length, Number(match[2]) + 1) : bytes.length
  if (ranged && from >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}`, etag: called })
    response.end()
    return
  }
  const body =
    fault?.kind === 'wrong' ? bytes.subarray(from, to).map(byte => byte ^ 85) : bytes.subarray(from, to)
  const length = body.length + (fault?.kind === 'lies' ? fault.more : 0)
  response.writeHead(ranged ? 206 : 200, {
    etag: called,
    'content-length': String(length),
    'accept-ranges': 'bytes',
    ...(ranged && { 'content-range': `bytes ${from}-${to - 1}/${bytes.length}` }),
  })
  if (fault?.kind === 'cut') {
    response.write(body.subarray(0, fault.after), () => response.destroy())
    return
  }
  if (fault?.kind === 'lies') {
    response.write(body, () => response.destroy())
    return
  }
  if (fault?.kind === 'silent') {
    response.write(body.subarray(0, fault.after))
    return
  }
  if (fault?.kind === 'drip') {
    let at = 0
    const timer = setInterval(() => {
      if (at >= body.length) response.end()
      else response.write(body.subarray(at, ++at))
    }, fault.everyMs)
    response.on('close', () => clearInterval(timer))
    return
  }
  if (fault?.kind === 'slow') {
    const part = 64 << 10
    let at = 0
    const timer = setInterval(() => {
      if (at >= body.length) {
        clearInterval(timer)
        response.end()
        return
      }
      response.write(body.subarray(at, at + part))
      at += part
    }, fault.ms)
    response.on('close', () => clearInterval(timer))
    return
  }
  response.end(body)
}
