import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cudaEnv, cudaFolder, hasCuda } from '#main/studio/cuda/folder.ts'
import { dropCuda, getCuda } from '#main/studio/cuda/get-cuda.ts'
import { type CudaPackage, cudaPackageHere, cudaPackages } from '#main/studio/cuda/package.ts'
import { cancelled } from '#shared/errors.ts'
import type { CudaProgress } from '#shared/studio/devices.ts'

const library = new Uint8Array(300_000).map((_, i) => (i * i) % 251)
const archive = Buffer.from(
  zipSync({ 'capi/provider.so': library, LICENSE: [new TextEncoder().encode('MIT'), { level: 0 }] }),
)

let data: string
let server: Server
let served: Buffer
let made: CudaPackage
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'reroll-cuda-'))
  served = archive
  server = createServer(({ headers }, response) => {
    const [, from, to] = /bytes=(\d+)-(\d*)/.exec(headers.range ?? '') ?? []
    const end = to ? Number(to) : served.length - 1
    const part = from === undefined ? served : served.subarray(Number(from), end + 1)
    if (from !== undefined)
      response.writeHead(206, { 'content-range': `bytes ${from}-${end}/${served.length}` })
    response.end(part)
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  made = {
    version: '9.9.9',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/package.whl`,
    bytes: archive.length,
    sha256: createHash('sha256').update(archive).digest('hex'),
    licence: 'MIT',
    files: {
      'provider.so': { path: 'capi/provider.so', bytes: library.length },
      LICENSE: { path: 'LICENSE', bytes: 3 },
    },
  }
})
afterEach(() => {
  server.close()
  rmSync(data, { recursive: true, force: true })
})
const { signal } = new AbortController()

test('what is fetched is checked, unpacked and there whole; a second time nothing is fetched', async () => {
  const events: CudaProgress[] = []
  const folder = await getCuda(made, { data, signal, onEvent: event => events.push(event) })
  expect(readdirSync(folder).sort()).toEqual(['LICENSE', 'provider.so'])
  expect(new Uint8Array(readFileSync(join(folder, 'provider.so')))).toEqual(library)
  expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe('MIT')
  expect([...new Set(events.map(({ phase }) => phase))]).toEqual(['fetching', 'checking', 'unpacking'])
  expect(readdirSync(join(data, 'cuda'))).toEqual(['onnxruntime-9.9.9'])
  server.close()
  expect(await getCuda(made, { data, signal, onEvent: () => {} })).toBe(folder)
  await dropCuda(made, data)
  expect(existsSync(join(data, 'cuda'))).toBe(false)
})

test('other bytes than expected are thrown away, whether they are no archive or another one', async () => {
  served = Buffer.from(archive)
  served[60]! ^= 1
  const fetching = () => getCuda(made, { data, signal, onEvent: () => {} })
  await expect(fetching()).rejects.toMatchObject({ code: 'network', message: /other bytes/ })
  expect(hasCuda(made, data)).toBe(false)
  served = archive
  made = { ...made, files: { ...made.files, 'more.so': { path: 'capi/more.so', bytes: 1 } } }
  await expect(fetching()).rejects.toMatchObject({ code: 'network', message: /holds no capi\/more\.so/ })
  expect(hasCuda(made, data)).toBe(false)
})

test('a cancel leaves nothing under the final name, and the next try brings it', async () => {
  const abort = new AbortController()
  const stopped = getCuda(made, { data, signal: abort.signal, onEvent: () => abort.abort(cancelled()) })
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  expect(hasCuda(made, data)).toBe(false)
  await getCuda(made, { data, signal, onEvent: () => {} })
  expect(hasCuda(made, data)).toBe(true)
})

test('the package is of the very version of ONNX Runtime that the program has', () => {
  const own = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../../package.json'), 'utf8'))
  for (const { version, url, sha256 } of Object.values(cudaPackages)) {
    expect(version).toBe(own.dependencies['onnxruntime-node'])
    expect(url).toContain(`-${version}-`)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  }
})

test.runIf(cudaPackageHere())('an engine is told where it is, with ONNX Runtime itself linked beside', () => {
  expect(cudaEnv(data, {})).toEqual({})
  const folder = cudaFolder(cudaPackageHere()!, data)
  mkdirSync(folder, { recursive: true })
  expect(cudaEnv(data, { LD_LIBRARY_PATH: '/other' })).toEqual({
    REROLL_CUDA: folder,
    LD_LIBRARY_PATH: `${folder}:/other`,
  })
  expect(existsSync(readlinkSync(join(folder, 'libonnxruntime.so.1')))).toBe(true)
  expect(cudaEnv(data, {}).LD_LIBRARY_PATH).toBe(folder)
})
