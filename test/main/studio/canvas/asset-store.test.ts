import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assetStore } from '#main/studio/canvas/asset-store.ts'
import { withAssets } from '#main/studio/canvas/with-assets.ts'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import { someDrawing } from './some-drawing.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reroll-assets-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const png = (value: number) =>
  encode({ width: 2, height: 2, data: new Uint8Array(4).fill(value), channels: 1, depth: 8 })
const fileOf = (id: string) => join(folder, id.slice(0, 2), `${id}.png`)

describe('assets', () => {
  test('are found again by the hash of their bytes, also by another process', async () => {
    const id = await assetStore(folder).put(png(7))
    expect(id).toMatch(/^[0-9a-f]{64}$/)
    expect(await assetStore(folder).get(id)).toEqual(png(7))
  })

  test('a file whose bytes have changed is not given out', async () => {
    const id = await assetStore(folder).put(png(7))
    await writeFile(fileOf(id), png(8))
    await expect(assetStore(folder).get(id)).rejects.toThrow(/not kept here/)
  })

  test('a file that was damaged without another size is put right when it is given again', async () => {
    const id = await assetStore(folder).put(png(7))
    await writeFile(fileOf(id), png(7).fill(0, 40))
    expect(await assetStore(folder).put(png(7))).toBe(id)
    expect(await assetStore(folder).get(id)).toEqual(png(7))
  })

  test.each([
    ['nothing', new Uint8Array(0), /empty/],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), /neither/],
    ['a PNG of no size', png(1).fill(0, 16, 24), /no pixels/],
    ['a PNG of a side too long', png(1).fill(1, 16, 20), /16843009 x 2 pixels/],
    ['JSON that is no drawing', Buffer.from('{"records":[{"kind":"spell"}]}'), /neither/],
    ['what only begins like JSON', Buffer.from('{"records'), /neither/],
  ])('%s is refused and leaves nothing', async (_, bytes, why) => {
    await expect(assetStore(folder).put(bytes)).rejects.toThrow(why)
    expect(await readdir(folder)).toEqual([])
  })

  test('a drawing as JSON is kept as well', async () => {
    const bytes = new Uint8Array(Buffer.from(JSON.stringify({ records: someDrawing().records })))
    const id = await assetStore(folder).put(bytes)
    expect(await assetStore(folder).get(id)).toEqual(bytes)
  })

  test('sweeping takes only what is old and named nowhere', async () => {
    const store = assetStore(folder)
    const [old, named, fresh] = [await store.put(png(1)), await store.put(png(2)), await store.put(png(3))]
    const before = new Date(Date.now() - 40 * 86_400_000)
    for (const id of [old, named]) await utimes(fileOf(id), before, before)
    expect(await store.sweep(id => id === named)).toBe(1)
    expect(await store.find(old)).toBeNull()
    expect(await store.find(named)).not.toBeNull()
    expect(await store.find(fresh)).not.toBeNull()
  })

  test('travel with the engine calls whose settings name them', async () => {
    const store = assetStore(folder)
    const map = await store.put(png(5))
    const asked: unknown[] = []
    const call = withAssets(
      (async (_: string, input: unknown) => void asked.push(input)) as EngineCall,
      store,
    )
    const generation = { conditions: { controls: [{ net: 'sketch', map }] } }
    await call('drafts.run', { generations: [generation, { prompt: 'plain' }] } as never)
    await call('models.inspect', { generation } as never)
    expect(asked[0]).toMatchObject({ assets: { [map]: png(5) } })
    expect(asked[1]).not.toHaveProperty('assets')
  })
})
