import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cachedBlobs, hubCacheFolder } from '#main/studio/hub/hf-cache.ts'
import { installedModels, modelFolder } from '#main/studio/model-library.ts'
import { copyModel, linkModel, watchModels } from '#main/studio/models/add.ts'
import { cardOf } from '#main/studio/models/cards.ts'
import { lookThrough, nameOf } from '#main/studio/models/look-through.ts'
import { readPlaces } from '#main/studio/models/places.ts'
import { emptyModelTrash, modelTrash, removeModel, restoreModel } from '#main/studio/models/remove.ts'
import { verifyModel } from '#main/studio/models/verify.ts'
import { root } from '../../run-cli.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const at = (...parts: string[]) => join(scratch.path, ...parts)
const fixture = (name: string) => join(root, 'test/fixtures', name)
const quiet = { signal: new AbortController().signal, onEvent: () => {} }
const put = (name: string, ...parts: string[]) => {
  mkdirSync(at(...parts, '..'), { recursive: true })
  cpSync(fixture(name), at(...parts), { recursive: true })
  return at(...parts)
}
const ids = async () =>
  (await installedModels()).filter(({ shipped }) => !shipped).map(({ id, origin }) => `${id} ${origin}`)

beforeEach(() => {
  process.env.REROLL_DATA = at('data')
})
afterEach(() => {
  delete process.env.REROLL_DATA
})

describe('in place', () => {
  test('is listed where it lies, and nothing is written there', async () => {
    const folder = put('tiny-sd', 'mine', 'tiny-sd')
    const before = readdirSync(folder, { recursive: true })
    expect(await linkModel(folder, quiet)).toBe(folder)
    expect(await ids()).toEqual(['tiny-sd linked'])
    expect(readdirSync(folder, { recursive: true })).toEqual(before)
    await linkModel(folder, quiet)
    expect((await readPlaces()).links).toEqual([folder])
  })

  test('removed, it is only forgotten', async () => {
    const folder = put('tiny-sd', 'mine', 'tiny-sd')
    await linkModel(folder, quiet)
    expect(await removeModel('tiny-sd')).toEqual({ trashed: null })
    expect(await ids()).toEqual([])
    expect(existsSync(join(folder, 'unet/model.onnx'))).toBe(true)
  })

  test('gone meanwhile, it stays on the list and says so', async () => {
    await linkModel(put('tiny-sd', 'mine', 'tiny-sd'), quiet)
    cpSync(at('mine'), at('elsewhere'), { recursive: true })
    rmSync(at('mine'), { recursive: true })
    const card = await cardOf((await installedModels()).at(-1)!)
    expect(card).toMatchObject({
      origin: 'linked',
      bytes: null,
      problem: expect.stringMatching(/there is no such folder/),
    })
  })

  const pytorch = () => {
    mkdirSync(at('pt/unet'), { recursive: true })
    writeFileSync(at('pt/model_index.json'), '{"_class_name":"X"}')
    writeFileSync(at('pt/unet/diffusion_pytorch_model.safetensors'), '')
    return at('pt')
  }
  const many = () => {
    put('tiny-sd', 'many', 'tiny-sd')
    return at('many')
  }
  test.each([
    ['nothing at all', () => at('nothing'), /no such folder/],
    ['a folder of PyTorch weights', pytorch, /is missing/],
    ['a folder of models', many, /holds 1: look through it/],
  ])('%s is refused with what to do', async (_, make, why) => {
    await expect(linkModel(make(), quiet)).rejects.toThrow(why)
    expect(await ids()).toEqual([])
  })
})

describe('copied', () => {
  test('is whole, under a name of its own, with progress to the end', async () => {
    const from = put('tiny-sd', 'mine', 'tiny-sd')
    const seen: number[] = []
    const onEvent = ({ done, of }: { done: number; of: number }) => seen.push(done / of)
    const folder = await copyModel(from, { ...quiet, onEvent })
    expect(folder).toBe(at('data/models/tiny-sd'))
    expect(seen.at(-1)).toBe(1)
    expect(readFileSync(join(folder, 'unet/model.onnx'))).toEqual(readFileSync(join(from, 'unet/model.onnx')))
    expect(await copyModel(from, quiet)).toBe(at('data/models/tiny-sd-2'))
    expect(await ids()).toEqual(['tiny-sd own', 'tiny-sd-2 own'])
    await expect(copyModel(folder, quiet)).rejects.toThrow(/in the models folder already/)
  })

  test('cancelled, nothing is left', async () => {
    const from = put('tiny-sd', 'mine', 'tiny-sd')
    const abort = new AbortController()
    const copying = copyModel(from, { signal: abort.signal, onEvent: () => abort.abort() })
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(at('data/models'))).toEqual([])
  })

  test('links of the hub’s cache are followed, and the name is the repository’s', async () => {
    const snapshot = at('hub/models--artist--little-sd/snapshots/0123abc')
    put('tiny-sd', 'blobs')
    mkdirSync(at('hub/models--artist--little-sd/snapshots'), { recursive: true })
    symlinkSync(at('blobs'), snapshot)
    expect(await copyModel(snapshot, quiet)).toBe(at('data/models/little-sd'))
  })
})

describe('removed and restored', () => {
  test('by way of the trash, and its record with it', async () => {
    await copyModel(put('tiny-sd', 'mine', 'tiny-sd'), quiet)
    const { trashed } = await removeModel('tiny-sd')
    expect(await ids()).toEqual([])
    expect(await modelTrash()).toMatchObject({ models: 1, bytes: expect.any(Number) })
    // A name that leads elsewhere leads to the same place.
    expect(await restoreModel(`../../../${trashed}`)).toBe('tiny-sd')
    expect(await verifyModel(at('data/models/tiny-sd'), quiet)).toMatchObject({
      against: 'added',
      differs: [],
    })
    await removeModel('tiny-sd')
    await emptyModelTrash(30)
    expect((await modelTrash()).models).toBe(1)
    await emptyModelTrash(30, Date.now() + 31 * 86_400_000)
    expect((await modelTrash()).models).toBe(0)
  })

  test('what comes with Reroll stays, and what was found is not ours to delete', async () => {
    await expect(removeModel('picturebook')).rejects.toThrow(/comes with Reroll/)
    const folder = put('tiny-sd', 'comfy', 'models', 'tiny-sd')
    await watchModels(at('comfy'))
    await expect(removeModel('tiny-sd')).rejects.toThrow(/stop looking through/)
    expect(existsSync(folder)).toBe(true)
  })
})

describe('looked through', () => {
  test('the folders of other programs, to a depth, ONNX alone', async () => {
    put('tiny-sd', 'webui/models/Stable-diffusion/tiny-sd')
    put('tiny-v', 'webui/models/tiny-v')
    put('tiny-v', 'webui/a/b/c/d/e/too-deep')
    mkdirSync(at('webui/models/pytorch/unet'), { recursive: true })
    writeFileSync(at('webui/models/pytorch/model_index.json'), '{}')
    expect(await lookThrough(at('webui'))).toEqual([
      at('webui/models/Stable-diffusion/tiny-sd'),
      at('webui/models/tiny-v'),
    ])
    expect(await watchModels(at('webui'))).toBe(2)
    expect(await ids()).toEqual(['tiny-sd watched', 'tiny-v watched'])
    await expect(watchModels(at('webui/a'))).rejects.toThrow(/holds no models/)
  })

  test('two of one name are told apart, and each is found by its own', async () => {
    const first = put('tiny-sd', 'one/tiny-sd')
    const second = put('tiny-v', 'two/tiny-sd')
    await linkModel(first, quiet)
    await watchModels(at('two'))
    expect(await ids()).toEqual(['tiny-sd linked', 'tiny-sd-2 watched'])
    expect([await modelFolder('tiny-sd'), await modelFolder('tiny-sd-2')]).toEqual([first, second])
  })

  test('names of the hub’s cache', () => {
    expect(nameOf('/hub/models--artist--sd-turbo-onnx/snapshots/0123abc')).toBe('sd-turbo-onnx')
    expect(nameOf('/hub/models--gpt2/snapshots/0123abc')).toBe('gpt2')
    expect(nameOf('/models/mine')).toBe('mine')
  })
})

describe('checked', () => {
  test('names what differs, what is missing and what is new', async () => {
    const folder = put('tiny-sd', 'mine', 'tiny-sd')
    await linkModel(folder, quiet)
    writeFileSync(join(folder, 'unet/config.json'), '{}')
    writeFileSync(join(folder, 'unet/more.onnx'), 'x')
    rmSync(join(folder, 'tokenizer/merges.txt'))
    expect(await verifyModel(folder, quiet)).toMatchObject({
      against: 'added',
      differs: ['unet/config.json'],
      missing: ['tokenizer/merges.txt'],
      added: ['unet/more.onnx'],
    })
  })

  test('the shipped model goes by the list of its maker; one that came by itself is remembered', async () => {
    expect(await verifyModel(await modelFolder('picturebook'), quiet)).toMatchObject({
      against: 'maker',
      differs: [],
      missing: [],
    })
    const folder = put('tiny-sd', 'data/models/tiny-sd')
    expect((await verifyModel(folder, quiet)).against).toBe('nothing')
    expect((await verifyModel(folder, quiet)).against).toBe('added')
  })
})

test('cards say size, precision and what it can begin from', async () => {
  put('tiny-sd-fp16', 'data/models/half')
  put('tiny-sd', 'data/models/whole')
  const cards = await Promise.all((await installedModels()).filter(({ shipped }) => !shipped).map(cardOf))
  expect(cards.map(({ precision, startsFromPictures }) => [precision, startsFromPictures])).toEqual([
    ['fp16', false],
    ['fp32', true],
  ])
  expect(cards[1]!.bytes).toBeGreaterThan(500_000)
})

test('where the hub’s own library keeps things', async () => {
  expect(hubCacheFolder({ HF_HUB_CACHE: '/a' })).toBe('/a')
  expect(hubCacheFolder({ HF_HOME: '/b' })).toBe(join('/b', 'hub'))
  expect(hubCacheFolder({ XDG_CACHE_HOME: '/c' })).toBe(join('/c', 'huggingface', 'hub'))
  expect(hubCacheFolder({ HOME: '/d' })).toBe(join('/d', '.cache', 'huggingface', 'hub'))
  expect(await cachedBlobs(at('nothing'))).toEqual(new Map())
})
