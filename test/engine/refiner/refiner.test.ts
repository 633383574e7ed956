import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generate } from '#engine/generate.ts'
import type { Model } from '#engine/model/open.ts'
import { type ModelKeeper, modelKeeper } from '#engine/model-keeper.ts'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import { withRefiner } from '#engine/refiner/with-refiner.ts'
import { engineContract, type GenerateEvent } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import type { Refiner } from '#shared/refiner.ts'
import { assemble, familyRows } from '../../parity/assemble.ts'

const scratch = mkdtempSync(join(tmpdir(), 'reroll-refiner-'))
const folders = { sdxl: join(scratch, 'xl'), 'sdxl-refiner': join(scratch, 'xl-refiner') }
const tinySd = resolve(import.meta.dirname, '../../fixtures/tiny-sd')
const models = modelKeeper()
const refiners = modelKeeper()
const never = new AbortController().signal

/** The same picture by the model alone. */
let plain: PictureRecord
beforeAll(async () => {
  const rows = familyRows()
  for (const [name, folder] of Object.entries(folders)) assemble(folder, rows[name]!)
  plain = (await draw('plain.png', { refiner: null })).record
})
afterAll(async () => {
  await Promise.all([models.letGo(), refiners.letGo()])
  rmSync(scratch, { recursive: true })
})

type Asked = { refiner?: Partial<Refiner> | null; folder?: string; signal?: AbortSignal }

async function draw(
  name: string,
  { refiner = { model: 'xl-refiner' }, folder = folders['sdxl-refiner'], signal = never }: Asked,
  on: (event: GenerateEvent) => void = () => {},
) {
  const file = join(scratch, name)
  const request = engineContract['generate.run'].input.parse({
    folder: folders.sdxl,
    device: 'cpu',
    generation: { prompt: 'a fox', seed: 7, steps: 5, sampler: 'euler', width: 32, height: 32, refiner },
    files: [file],
    previews: 'fast',
    ...(refiner && { refiner: folder }),
  })
  const events: GenerateEvent[] = []
  const emit = (event: GenerateEvent) => {
    events.push(event)
    on(event)
  }
  const result = await generate(request, { signal, emit }, models, refiners)
  const bytes = readFileSync(file)
  const origin = pictureOrigin(bytes, name)
  if (origin.kind !== 'reroll') throw new Error('not ours')
  return { result, events, bytes, record: origin.record }
}

describe('a refiner takes over', () => {
  test('and the picture says which, where, and how it was made in words that others read', async () => {
    const { record, bytes, events, result } = await draw('refined.png', {
      refiner: { model: 'any', at: 0.6 },
    })
    expect(record.pixels).not.toBe(plain.pixels)
    expect(plain.settings.refiner).toBeNull()
    expect(record.settings.refiner).toEqual({
      model: 'xl-refiner',
      at: 0.6,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const { hash } = record.settings.refiner!
    expect(bytes.toString('latin1')).toContain(
      `Refiner: xl-refiner [${hash!.slice(0, 10)}], Refiner switch at: 0.6`,
    )
    const steps = events.flatMap(event => (event.kind === 'step' ? [event.step] : []))
    expect(steps).toEqual([1, 2, 3, 4, 5])
    expect(events.filter(({ kind }) => kind === 'preview')).toHaveLength(5)
    expect(result.warnings).toEqual([])
  })

  test('the same again is the same bytes; another model than then is told', async () => {
    const refiner = { model: 'xl-refiner', at: 0.6 }
    const first = await draw('first.png', { refiner })
    const again = await draw('again.png', { refiner: first.record.settings.refiner })
    expect(again.bytes.equals(first.bytes)).toBe(true)
    const other = await draw('other.png', { refiner: { ...refiner, hash: '0'.repeat(64) } })
    expect(other.result.warnings).toEqual([
      'The refiner "xl-refiner" is another model than the one that these settings were made with',
    ])
    expect(other.record.pixels).toBe(first.record.pixels)
  })

  test('beyond the last step it draws nothing, which is told', async () => {
    const { result, record } = await draw('late.png', { refiner: { model: 'xl-refiner', at: 0.999 } })
    expect(result.warnings).toEqual([
      'The refiner draws nothing: none of 5 steps lies beyond 0.999; let it take over earlier, or use more steps',
    ])
    expect(record.pixels).toBe(plain.pixels)
  })

  test('a cancel in one of its steps leaves no file', async () => {
    const abort = new AbortController()
    const drawing = draw(
      'cancelled.png',
      { refiner: { model: 'xl-refiner', at: 0.4 }, signal: abort.signal },
      event => event.kind === 'step' && event.step === 4 && abort.abort(),
    )
    await expect(drawing).rejects.toThrow(/abort/i)
    expect(() => readFileSync(join(scratch, 'cancelled.png'))).toThrow(/ENOENT/)
  })
})

const refused = (asked: Asked) =>
  draw('refused.png', asked).then(
    () => '',
    (error: Error) => error.message,
  )

describe('what does not go together', () => {
  test('is named with what was expected', async () => {
    expect(await refused({ folder: tinySd })).toMatch(
      /tiny-sd is Stable Diffusion 1\.x and no refiner; expected a Stable Diffusion XL refiner/,
    )
    expect(await refused({ folder: folders.sdxl })).toMatch(/xl is Stable Diffusion XL and no refiner/)
    expect(await refused({ folder: join(scratch, 'gone') })).toMatch(/gone/)
  })

  test('a model that takes none, and a name without a folder', async () => {
    const of = (base: object) =>
      withRefiner(
        refiners,
        base as Model,
        { generation: { refiner: { model: 'r', at: 0.8, hash: null } }, folder: undefined, signal: never },
        async () => {},
      )
    await expect(of({})).rejects.toThrow(/The refiner "r" is not among the installed models/)
    await models.use({ folder: tinySd, device: 'cpu', signal: never }, async ({ model }) => {
      const taken = withRefiner(
        refiners,
        model,
        {
          generation: { refiner: { model: 'r', at: 0.8, hash: null } },
          folder: folders['sdxl-refiner'],
          signal: never,
        },
        async () => {},
      )
      await expect(taken).rejects.toThrow(/tiny-sd is Stable Diffusion 1\.x; a refiner goes on with pictures/)
    })
  })
})

describe('memory', () => {
  const wanted = {
    generation: { refiner: { model: 'r', at: 0.8, hash: null } },
    folder: folders['sdxl-refiner'],
    signal: never,
  }

  test('of a machine that does not hold both: the first is put away before the second is opened, and it is told once', async () => {
    await refiners.letGo()
    await models.use({ folder: folders.sdxl, device: 'cpu', signal: never }, async ({ model }) => {
      const parked: string[] = []
      const base = { ...model, park: async (part = 'all') => void parked.push(part) }
      const told: string[] = []
      const shortOf = () =>
        withRefiner(
          refiners,
          base,
          { ...wanted, tell: sentence => told.push(sentence), free: () => 1000 },
          async refiner => refiner!.short,
        )
      expect(await shortOf()).toBe(true)
      expect(parked).toEqual(['all'])
      // Open already, it takes no more room.
      expect(await shortOf()).toBe(true)
      expect(told).toEqual([
        'Memory does not hold the model and its refiner at once: each is put away while the other draws',
      ])
    })
  })

  test('of a card that refuses: once more when the first is put away', async () => {
    await models.use({ folder: folders.sdxl, device: 'cpu', signal: never }, async ({ model }) => {
      let opened = 0
      const keeper: ModelKeeper = {
        letGo: refiners.letGo,
        use: async (asked, work) => {
          if (++opened === 1) throw new StudioError('out-of-memory', 'no room')
          return refiners.use(asked, work)
        },
      }
      const parked: string[] = []
      const base = { ...model, park: async (part = 'all') => void parked.push(part) }
      const short = await withRefiner(
        keeper,
        base,
        { ...wanted, free: () => 1e12 },
        async refiner => refiner!.short,
      )
      expect([short, parked, opened]).toEqual([true, ['all'], 3])
    })
  })

  test('a picture without a refiner lets go of the last one', async () => {
    let gone = 0
    const keeper = { ...refiners, letGo: async () => void gone++ }
    await withRefiner(keeper, {} as Model, { ...wanted, generation: { refiner: null } }, async refiner =>
      expect(refiner).toBeNull(),
    )
    expect(gone).toBe(1)
  })
})
