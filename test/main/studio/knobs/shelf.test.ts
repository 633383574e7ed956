import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { floatsToHalves, halvesToFloats } from '#engine/float16.ts'
import { readModelFolder } from '#engine/model/folder.ts'
import { directionsChunk, readDirections } from '#engine/png/directions-chunk.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { atHand } from '#main/studio/knobs/at-hand.ts'
import { decodeDirection, encodeDirection } from '#main/studio/knobs/direction-file.ts'
import { misfit } from '#main/studio/knobs/fits.ts'
import { orthogonalise } from '#main/studio/knobs/orthogonalise.ts'
import { knobShelf, pairFiles } from '#main/studio/knobs/shelf.ts'
import { withDirections } from '#main/studio/knobs/with-directions.ts'
import { directionId } from '#shared/direction.ts'
import { withChunks } from '#shared/png/chunks.ts'
import type { Direction } from '#shared/steer.ts'
import type { KnobFile } from '#shared/studio/knobs.ts'
import { fixture } from '../../../engine/pipeline/draw.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const halves = (values: number[]) => new Uint8Array(floatsToHalves(values).slice().buffer)
const direction = (values: number[] = [1, -2, 0.5, 3]): Direction => ({
  space: 'x0',
  dims: [4, 1, 1],
  halves: halves(values),
})
const valuesOf = ({ halves }: Direction) => Array.from(halvesToFloats(new Uint16Array(halves.slice().buffer)))
const fileFor = async (told: Direction, name = 'Leaning'): Promise<KnobFile> => ({
  format: 1,
  name,
  prompt: 'a bird',
  family: 'StableDiffusionPipeline',
  model: null,
  from: 0,
  to: 1,
  licence: '',
  knob: {
    kind: 'direction',
    id: await directionId(told),
    space: told.space,
    dims: told.dims,
    explained: 0.3,
    stability: 0.9,
  },
})
const open = () => {
  const problems: string[] = []
  return { shelf: knobShelf(scratch.path, sentence => problems.push(sentence)), problems }
}

describe('the shelf', () => {
  test('keeps a knob as two files and finds its numbers again, bit for bit', async () => {
    const { shelf } = open()
    const told = direction()
    const { id } = await shelf.save(await fileFor(told), told)
    expect(readdirSync(scratch.path).sort()).toEqual(['Leaning.knob.json', 'Leaning.safetensors'])
    expect(await open().shelf.find(await directionId(told))).toEqual(told)
    expect((await shelf.read(id)).map(({ name }) => name)).toEqual([
      'Leaning.knob.json',
      'Leaning.safetensors',
    ])
  })
  test('says what is damaged rather than giving it away', async () => {
    const { shelf, problems } = open()
    const told = direction()
    const { id } = await shelf.save(await fileFor(told), told)
    const numbers = join(scratch.path, `${id}.safetensors`)
    const bytes = readFileSync(numbers)
    writeFileSync(numbers, bytes.with(bytes.length - 1, 77))
    await expect(shelf.read(id)).rejects.toThrow(/damaged or belongs to another knob/)
    rmSync(numbers)
    mkdirSync(numbers)
    await expect(shelf.read(id)).rejects.toThrow(/Leaning.safetensors cannot be read \(EISDIR\)/)
    rmSync(join(scratch.path, `${id}.knob.json`))
    mkdirSync(join(scratch.path, `${id}.knob.json`))
    expect(await shelf.list()).toEqual([])
    expect(problems).toEqual([expect.stringMatching(/Leaning.knob.json cannot be read \(EISDIR\)/)])
  })
  test('numbers another of the same name, renames and removes both files', async () => {
    const { shelf } = open()
    const told = direction()
    await shelf.save(await fileFor(told), told)
    expect((await shelf.save(await fileFor(told), told)).id).toBe('Leaning 2')
    expect((await shelf.rename('Leaning 2', '../Up: and/away')).id).toBe('Up and away')
    await shelf.remove('Leaning')
    expect(readdirSync(scratch.path).sort()).toEqual(['Up and away.knob.json', 'Up and away.safetensors'])
    await expect(shelf.remove('Leaning')).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(shelf.read('../secret')).rejects.toMatchObject({ code: 'invalid-input' })
  })
  test('a damaged file is told of once and left as it is', async () => {
    writeFileSync(join(scratch.path, 'broken.knob.json'), '{')
    const { shelf, problems } = open()
    expect(await shelf.list()).toEqual([])
    await shelf.list()
    expect(problems).toEqual([expect.stringContaining('broken.knob.json')])
    expect(readFileSync(join(scratch.path, 'broken.knob.json'), 'utf8')).toBe('{')
  })
})

describe('files from elsewhere', () => {
  const named = async (told: Direction, change: (file: KnobFile) => unknown = file => file) => [
    { name: 'up.knob.json', bytes: new TextEncoder().encode(JSON.stringify(change(await fileFor(told)))) },
    { name: 'up.safetensors', bytes: encodeDirection(told) },
  ]
  test('come in pairs, in any order', async () => {
    const [pair] = await pairFiles((await named(direction())).reverse())
    expect(pair!.direction).toEqual(direction())
  })
  test.each([
    ['without their numbers', async () => (await named(direction())).slice(0, 1), 'needs up.safetensors'],
    [
      'with another knob’s numbers',
      async () => [(await named(direction()))[0]!, (await named(direction([1, 1, 1, 1])))[1]!],
      'belongs to another knob',
    ],
    [
      'cut short',
      async () =>
        (await named(direction())).map(({ name, bytes }) => ({
          name,
          bytes: bytes.subarray(0, bytes.length - 3),
        })),
      'is damaged',
    ],
    [
      'with infinite numbers',
      async () => named(direction([1, Number.POSITIVE_INFINITY, 0, 0])),
      'not finite',
    ],
    ['of a newer format', async () => named(direction(), file => ({ ...file, format: 2 })), 'newer Reroll'],
    [
      'that are no knob',
      async () => [{ name: 'a.knob.json', bytes: new TextEncoder().encode('{"format":1}') }],
      'no knob file',
    ],
    [
      'of another kind',
      async () => [{ name: 'a.txt', bytes: new Uint8Array(3) }],
      'expected a NAME.knob.json',
    ],
  ])('%s are refused with a reason', async (_, files, reason) => {
    await expect(files().then(pairFiles)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(reason),
    })
  })
  test('of another family or shape do not fit', async () => {
    const model = await readModelFolder(fixture('tiny-sd'))
    const file = await fileFor(direction())
    expect(misfit({ ...file, family: 'picturebook' }, model)).toMatch(/family picturebook/)
    expect(misfit({ ...file, family: model.className }, model)).toBe(null)
    const wide = { ...file, family: model.className, knob: { ...file.knob, dims: [16, 1, 1] } } as KnobFile
    expect(misfit(wide, model)).toMatch(/16 channels/)
    expect(misfit({ ...file, family: 'x', knob: { kind: 'words', less: 'a', more: 'b' } }, model)).toBe(null)
  })
  test('a direction read back has the same id', async () => {
    const told = direction()
    const id = await directionId(told)
    expect(await decodeDirection(encodeDirection(told), 'x', id)).toEqual(told)
    await expect(decodeDirection(encodeDirection(told), 'x', 'f'.repeat(64))).rejects.toThrow(/another knob/)
  })
})

describe('directions at hand', () => {
  test('go along with the settings that name them, past ones too', async () => {
    const hand = atHand()
    const [one, two] = [await hand.add(direction()), await hand.add(direction([0, 0, 0, 1]))]
    const asked: unknown[] = []
    const call = withDirections((async (_: string, input: unknown) => void asked.push(input)) as never, hand)
    const knob = (id: string) => ({ kind: 'direction' as const, id, amount: 1, from: 0, to: 1 })
    const generation = { seed: 1, steer: [knob(one)], past: [{ until: 2, steer: [knob(two)] }] }
    await call('generate.run', { folder: 'x', generation, files: ['a.png'] })
    expect(Object.keys((asked[0] as { directions: object }).directions).sort()).toEqual([one, two].sort())
    await call('generate.run', { folder: 'x', generation: { seed: 1 }, files: ['a.png'] })
    expect(asked[1]).not.toHaveProperty('directions')
    await expect(hand.get('f'.repeat(64))).rejects.toThrow(/not at hand/)
  })
  test('travel in a picture and come out of it as they were; a damaged one does not', async () => {
    const plain = encodePlain({ width: 1, height: 1, rgb: Uint8Array.of(1, 2, 3) })
    const told = { [await directionId(direction())]: direction() }
    expect(await readDirections(withChunks(plain, [directionsChunk(told)!]))).toEqual(told)
    const wrong = { ['e'.repeat(64)]: direction() }
    expect(await readDirections(withChunks(plain, [directionsChunk(wrong)!]))).toEqual({})
    expect(await readDirections(plain)).toEqual({})
    expect(directionsChunk({})).toBe(null)
  })
})

describe('keeping a knob apart from others', () => {
  test('takes out what they hold and says how much is left', () => {
    const { direction: left, kept } = orthogonalise(direction([3, 4, 0, 0]), [
      direction([2, 0, 0, 0]),
      direction([4, 0, 0, 0]),
    ])
    expect(valuesOf(left)).toEqual([0, 4, 0, 0])
    expect(kept).toBeCloseTo(0.8, 6)
  })
  test('of several others, whatever their angles', () => {
    const { direction: left } = orthogonalise(direction([1, 1, 1, 0]), [
      direction([1, 1, 0, 0]),
      direction([1, 0, 0, 0]),
    ])
    const values = valuesOf(left)
    expect(Math.hypot(values[0]!, values[1]!)).toBeLessThan(1e-3)
    expect(values[2]).toBeCloseTo(1, 3)
  })
  test('what others do wholly, or of another shape, is refused', () => {
    expect(() => orthogonalise(direction([1, 1, 0, 0]), [direction([2, 2, 0, 0])])).toThrow(/Nothing is left/)
    expect(() => orthogonalise(direction(), [{ ...direction(), space: 'h' }])).toThrow(/same space/)
  })
})
