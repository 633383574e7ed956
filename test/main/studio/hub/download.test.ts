import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lookAt } from '#main/studio/hub/api.ts'
import { type DownloadEvent, download, keepPlan, workFolder } from '#main/studio/hub/download.ts'
import { cachedBlobs } from '#main/studio/hub/hf-cache.ts'
import { pieceBytes } from '#main/studio/hub/pieces.ts'
import { type Plan, planOf } from '#main/studio/hub/plan.ts'
import { type Known, readRecord } from '#main/studio/models/records.ts'
import { type Fault, type HubDouble, hubDouble, type Seen } from '../../../hub/hub-double.ts'
import { scratchFolder } from '../scratch.ts'
import { noise, noiseModel } from './model-files.ts'

const scratch = scratchFolder()
const id = 'somebody/noise-onnx'
/** Seven pieces, the last one short: several streams of two each. */
const big = 6 * pieceBytes + 12_345
const files = noiseModel(big)
const wanted = [
  'unet/model.onnx_data',
  'unet/model.onnx',
  'text_encoder/model.onnx',
  'vae_decoder/model.onnx',
]
let hub: HubDouble
let models: string

beforeEach(async () => {
  process.env.REROLL_DATA = join(scratch.path, 'data')
  models = join(scratch.path, 'models')
  mkdirSync(models)
  hub = await hubDouble({ [id]: { files, licence: 'openrail' }, 'somebody/gated': { files, gated: true } })
})
afterEach(async () => {
  await hub.close()
  delete process.env.REROLL_DATA
})

const client = (more: object = {}) => ({
  endpoint: hub.url,
  token: null as string | null,
  stallMs: 400,
  backoffMs: 5,
  ...more,
})
const never = new AbortController().signal
const plan = async (repository = id): Promise<Plan> =>
  planOf(await lookAt(client(), { repository, revision: 'main' }, never), ':')

type More = {
  signal?: AbortSignal
  onEvent?: (event: DownloadEvent) => void
  known?: Map<string, Known>
  token?: string
}
async function bring(
  made: Plan,
  { signal = never, onEvent = () => {}, known = new Map(), token }: More = {},
) {
  await keepPlan(models, made)
  return download(made, {
    client: client(token ? { token } : {}),
    models,
    signal,
    known: async () => known,
    onEvent,
  })
}
const isWhole = (name: string) => {
  for (const path of wanted) expect(readFileSync(join(models, name, path)).equals(files[path]!)).toBe(true)
}
const toStore = ({ at }: Seen) => at === 'store'
/** The big file's requests: those of the store for more than a small file's worth. */
const ofBig = (seen: Seen) => seen.at === 'store' && seen.range !== null

describe('a download', () => {
  test('brings what drawing needs and nothing else, in parts at the same time, with a record', async () => {
    const events: DownloadEvent[] = []
    expect(await bring(await plan(), { onEvent: event => events.push(event) })).toBe('noise-onnx')
    isWhole('noise-onnx')
    const there = readdirSync(join(models, 'noise-onnx'), { recursive: true, encoding: 'utf8' })
    expect(there.filter(name => /safetensors|safety|part|pieces/.test(name))).toEqual([])
    expect(hub.seen.filter(ofBig).length).toBeGreaterThan(2)
    expect(events.at(-1)).toMatchObject({ bytes: events[0]!.of, of: events[0]!.of, reused: 0 })
    expect(events.every(({ bytes, of }) => bytes >= 0 && bytes <= of)).toBe(true)
    const record = await readRecord(join(models, 'noise-onnx'))
    expect(record?.source).toMatchObject({ repository: id, licence: 'openrail' })
    expect(Object.keys(record!.files)).toHaveLength(7)
    expect(readdirSync(join(models, '.downloads'))).toEqual([])
  })

  const once = (fault: Fault, which = toStore) => {
    const hit = new Set<string>()
    return (seen: Seen) => {
      if (!which(seen) || hit.has(seen.path)) return undefined
      hit.add(seen.path)
      return fault
    }
  }
  test.each<[string, Fault]>([
    ['connections are cut', { kind: 'cut', after: pieceBytes + 1000 }],
    ['the server lies about the length', { kind: 'lies', more: 500 }],
    ['bytes are wrong', { kind: 'wrong' }],
    ['the server falls silent', { kind: 'silent', after: 1000 }],
    ['bytes only drip', { kind: 'drip', everyMs: 60 }],
    ['the server is overworked (503)', { kind: 'status', status: 503 }],
    ['it wants fewer requests (429)', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
    ['a range is refused (416)', { kind: 'status', status: 416 }],
    ['ranges are not known', { kind: 'whole' }],
  ])('comes to the same bytes when %s', async (_, fault) => {
    hub.fault = once(fault)
    await bring(await plan())
    isWhole('noise-onnx')
    // Where nothing goes wrong it is four for the large file, and one for each of three others.
    expect(hub.seen.filter(toStore).length).toBeGreaterThan(fault.kind === 'whole' ? 4 : 7)
  })

  test('begins a file again when the server calls it otherwise half-way', async () => {
    let asked = 0
    hub.fault = ({ at, path }) =>
      at === 'hub' && path.endsWith('onnx_data') && path.includes('resolve') && ++asked === 2
        ? { kind: 'etag', etag: '"another"' }
        : undefined
    await bring(await plan())
    isWhole('noise-onnx')
    expect(hub.seen.some(({ ifRange }) => ifRange !== null)).toBe(true)
  })

  test('servers that call the same bytes otherwise, each in turn, are no reason to begin again', async () => {
    hub.fault = seen =>
      !ofBig(seen)
        ? undefined
        : seen.count <= 4
          ? { kind: 'cut', after: pieceBytes + 10 }
          : { kind: 'etag', etag: `"server-${seen.count}"` }
    await bring(await plan())
    isWhole('noise-onnx')
    expect(hub.seen.some(({ ifRange }) => ifRange !== null)).toBe(true)
    // The three small files; the large one never as a whole.
    expect(hub.seen.filter(({ at, range }) => at === 'store' && range === null)).toHaveLength(3)
  })

  test('never ranges at all: in one stream', async () => {
    hub.fault = seen => (toStore(seen) ? { kind: 'whole' } : undefined)
    await bring(await plan())
    isWhole('noise-onnx')
  })

  test('gives up on a server that does not get well, and keeps what came', async () => {
    let broken = true
    hub.fault = seen =>
      broken && ofBig(seen) && seen.count > 1 ? { kind: 'status', status: 503 } : undefined
    await expect(bring(await plan())).rejects.toMatchObject({
      code: 'network',
      message: expect.stringMatching(/cannot answer now \(503\).*try again later/),
    })
    expect(existsSync(join(models, 'noise-onnx'))).toBe(false)
    broken = false
    const first: DownloadEvent[] = []
    const before = hub.seen.length
    await bring(await plan(), { onEvent: event => first.push(event) })
    isWhole('noise-onnx')
    expect(first[0]!.bytes).toBeGreaterThan(12_000)
    // What was whole is not asked for again.
    expect(hub.seen.slice(before).filter(({ path }) => path.endsWith('text_encoder/model.onnx'))).toEqual([])
  })

  test('bytes that stay wrong are not kept', async () => {
    hub.fault = seen => (toStore(seen) && !ofBig(seen) ? { kind: 'wrong' } : undefined)
    await expect(bring(await plan())).rejects.toMatchObject({
      code: 'network',
      message: expect.stringMatching(/came with other bytes than the hub lists, twice/),
    })
    expect(readdirSync(models).filter(name => !name.startsWith('.'))).toEqual([])
  })

  test('a server that wants a long rest is told of, not waited for', async () => {
    hub.fault = seen =>
      toStore(seen) ? { kind: 'status', status: 429, headers: { 'retry-after': '3600' } } : undefined
    await expect(bring(await plan())).rejects.toMatchObject({
      message: expect.stringMatching(/left alone for 60 minutes/),
    })
  })

  test('is cancelled at once, and goes on where it was', async () => {
    const abort = new AbortController()
    hub.fault = seen => (ofBig(seen) ? { kind: 'slow', ms: 5 } : undefined)
    const of = { bytes: 0 }
    const going = bring(await plan(), {
      signal: abort.signal,
      onEvent: ({ bytes }) => {
        of.bytes = bytes
        if (bytes > 2 * pieceBytes + 20_000) abort.abort()
      },
    })
    await expect(going).rejects.toMatchObject({ code: 'cancelled' })
    hub.fault = null
    const events: DownloadEvent[] = []
    await bring(await plan(), { onEvent: event => events.push(event) })
    isWhole('noise-onnx')
    expect(events[0]!.bytes).toBeGreaterThanOrEqual(12_000)
  })

  test('what lies on this machine is taken from there, and only when it is right', async () => {
    const cache = join(scratch.path, 'hub', 'models--somebody--noise-onnx', 'blobs')
    mkdirSync(cache, { recursive: true })
    const made = await plan()
    const file = made.files.find(({ to }) => to === 'unet/model.onnx_data')!
    const other = made.files.find(({ to }) => to === 'unet/model.onnx')!
    writeFileSync(join(cache, file.sum.hex), files['unet/model.onnx_data']!)
    writeFileSync(join(cache, other.sum.hex), noise(3000, 99))
    const known = await cachedBlobs(join(scratch.path, 'hub'))
    const events: DownloadEvent[] = []
    await bring(made, { known, onEvent: event => events.push(event) })
    isWhole('noise-onnx')
    expect(events.at(-1)).toMatchObject({ reused: big })
    expect(hub.seen.filter(ofBig)).toEqual([])
    expect(statSync(join(models, 'noise-onnx', file.to)).ino).toBe(statSync(join(cache, file.sum.hex)).ino)
  })

  test('two at the same time do not write the same files', async () => {
    const made = await plan()
    hub.fault = seen => (ofBig(seen) ? { kind: 'slow', ms: 2 } : undefined)
    const first = bring(made)
    await new Promise(resolve => setTimeout(resolve, 50))
    await expect(bring(made)).rejects.toMatchObject({ message: expect.stringMatching(/being downloaded by/) })
    expect(await first).toBe('noise-onnx')
    isWhole('noise-onnx')
  })

  test('a second time it gets a name of its own', async () => {
    await bring(await plan())
    expect(await bring(await plan())).toBe('noise-onnx-2')
  })
})

describe('who may', () => {
  test('gated: says what to do, without a token and with a wrong one', async () => {
    const made = await plan('somebody/gated')
    await expect(bring(made)).rejects.toMatchObject({
      code: 'network',
      message: expect.stringMatching(/licence accepted first: open http.*somebody\/gated.*set a token/),
    })
    await expect(bring(made, { token: 'hf_wrong-one' })).rejects.toMatchObject({
      message: expect.stringMatching(/must belong to that account/),
    })
  })

  test('the token goes to the hub and to nobody that the hub sends to', async () => {
    await bring(await plan('somebody/gated'), { token: hub.token })
    const asked = hub.seen.filter(({ path }) => path.includes('/resolve/') || path.includes('signed'))
    expect(asked.filter(({ at }) => at === 'hub').map(({ authorization }) => authorization)).toContain(
      `Bearer ${hub.token}`,
    )
    expect(asked.filter(toStore).length).toBeGreaterThan(3)
    expect(asked.filter(toStore).every(({ authorization }) => authorization === null)).toBe(true)
    const kept = readdirSync(scratch.path, { recursive: true, encoding: 'utf8' })
      .map(name => join(scratch.path, name))
      .filter(name => statSync(name).isFile() && readFileSync(name).includes(hub.token))
    expect(kept).toEqual([])
  })

  test('what is not there', async () => {
    await expect(plan('somebody/nothing')).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/no somebody\/nothing; check the name/),
    })
  })
})

test('a plan that leads out of its folder is none', async () => {
  const made = await plan()
  writeFileSync(join(models, 'x'), '')
  mkdirSync(workFolder(models, 'evil'), { recursive: true })
  const files = [{ ...made.files[0]!, to: '../../evil' }]
  writeFileSync(join(workFolder(models, 'evil'), 'plan.json'), JSON.stringify({ ...made, id: 'evil', files }))
  const { readPlan } = await import('#main/studio/hub/download.ts')
  expect(await readPlan(models, 'evil')).toBeNull()
})
