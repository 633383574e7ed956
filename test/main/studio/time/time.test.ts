import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FrameEvent } from '#shared/engine-contract.ts'
import type { Settings } from '#shared/generation.ts'
import { branchOff } from '#shared/moments.ts'
import { type Opened, opened } from '../open-studio.ts'
import { paintPlain } from '../paint.ts'
import { scratchFolder, until } from '../scratch.ts'

const scratch = scratchFolder()
let here: Opened
beforeEach(async () => {
  here = await opened(scratch.path)
})
afterEach(() => here.studio.close())

const picture = async (generation: object = {}, count = 1) => {
  const job = await here.draw(generation, { count })
  expect(job).toMatchObject({ state: 'done', warnings: [] })
  return job.pictures
}
const settingsOf = async (id: string): Promise<Settings> =>
  (await here.call('pictures.get', { id })).record!.settings
const frames = async (id: string, more: object = {}) => {
  const told: FrameEvent[] = []
  const result = await here.call('time.frames', { id, ...more }, { onEvent: frame => told.push(frame) })
  return { ...result, frames: told }
}
const bytesOf = async (id: string) => readFileSync((await here.call('pictures.get', { id })).file)

describe('the way of a picture', () => {
  test('is kept, shown, forgotten, and then drawn again to the same frames', async () => {
    const [id] = await picture()
    const info = await here.call('time.info', { id: id! })
    expect(info).toMatchObject({ kept: true, steps: 6 })
    expect(info.bytes).toBeGreaterThan(6 * 4 * 16 * 16 * 4)
    expect(await here.call('time.kept', undefined)).toMatchObject({ pictures: 1, bytes: info.bytes })
    const first = await frames(id!)
    expect(first).toMatchObject({ kept: true })
    expect(first.frames.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6])

    // A second look comes from memory; another side does not.
    expect(await frames(id!)).toEqual(first)
    expect((await frames(id!, { side: 64 })).frames[0]!.png.length).toBeLessThan(first.frames[0]!.png.length)

    expect(await here.call('time.forget', { ids: [id!] })).toMatchObject({ pictures: 0, bytes: 0 })
    const again = await frames(id!, { what: 'xt' })
    expect(again.kept).toBe(false)
    expect(again.curve).toEqual(first.curve)
  })

  test('goes with its picture into the trash, and stays away while a person wants none kept', async () => {
    const [one, two] = await picture({}, 2)
    await here.call('pictures.trash', { ids: [one!] })
    await until(async () => (await here.call('time.kept', undefined)).pictures === 1)
    expect((await here.call('time.info', { id: two! })).kept).toBe(true)
    await here.call('settings.set', { change: { keepWays: false } })
    const [three] = await picture({ seed: 50 })
    expect((await here.call('time.info', { id: three! })).kept).toBe(false)
    await here.call('time.forget', {})
    expect((await here.call('time.info', { id: two! })).kept).toBe(false)
  })

  test('the oldest without a star goes when room runs out, and it is said once', async () => {
    const ids = await picture({}, 4)
    const { bytes } = await here.call('time.info', { id: ids[0]! })
    await here.call('pictures.edit', { ids: [ids[0]!], starred: true })
    await here.call('settings.set', { change: { waysMiB: (bytes * 4.5) / 2 ** 20 } })
    const more = await picture({ seed: 50 }, 2)
    const kept = async (id: string) => (await here.call('time.info', { id })).kept
    expect(await Promise.all([...ids, ...more].map(kept))).toEqual([true, false, false, true, true, true])
    expect(here.problems).toEqual([expect.stringContaining('the oldest, of pictures without a star')])

    // Starred ones stay, even where they alone are too many.
    await here.call('pictures.edit', { ids: [ids[3]!, ...more], starred: true })
    await here.call('settings.set', { change: { waysMiB: (bytes * 2) / 2 ** 20 } })
    const [last] = await picture({ seed: 90 })
    expect(await Promise.all([ids[0]!, ids[3]!, ...more, last!].map(kept))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ])
    expect(here.problems.slice(1)).toEqual([expect.stringContaining('starred pictures alone')])
  })

  test('leaves nothing half-way behind, whatever a killed run left', async () => {
    const [id] = await picture()
    const [library] = readdirSync(join(scratch.path, 'cache/libraries'))
    const incoming = join(scratch.path, 'cache/libraries', library!, 'ways/.incoming')
    writeFileSync(join(incoming, 'left.safetensors'), 'half')
    await here.studio.close()
    here = await opened(scratch.path)
    await picture({ seed: 99 })
    expect(existsSync(join(incoming, 'left.safetensors'))).toBe(false)
    expect((await here.call('time.info', { id: id! })).kept).toBe(true)
    expect((await here.call('time.kept', undefined)).pictures).toBe(2)
  })
})

describe('a branch', () => {
  test('is the same picture from the kept way and without it, and knows its family', async () => {
    const [id] = await picture()
    const child = branchOff(await settingsOf(id!), 3, { prompt: 'a blue owl' }, id!)
    const [branch] = await picture(child)
    const fromWay = await bytesOf(branch!)
    const [grandchild] = await picture(branchOff(await settingsOf(branch!), 4, { seed: 70 }, branch!))

    const { nodes, more } = await here.call('lineage.get', { id: branch! })
    expect(more).toBe(false)
    expect(nodes.map(({ id, parent }) => [id, parent])).toEqual([
      [id, null],
      [branch, id],
      [grandchild, branch],
    ])
    expect(nodes[1]!.settings).toMatchObject({
      prompt: 'a blue owl',
      past: [{ until: 3, prompt: 'a red bird' }],
    })

    await here.call('pictures.trash', { ids: [branch!] })
    await here.call('pictures.purge', {})
    await here.call('time.forget', {})
    const [again] = await picture(child)
    expect(again).toBe(branch)
    expect((await bytesOf(again!)).equals(fromWay)).toBe(true)
    await here.call('pictures.trash', { ids: [id!] })
    const family = await here.call('lineage.get', { id: grandchild! })
    expect(family.nodes.map(({ id, trashed }) => [id, trashed !== null])).toEqual(
      expect.arrayContaining([
        [id, true],
        [branch, false],
        [grandchild, false],
      ]),
    )
  })

  test('four at a time share the way until the branch', async () => {
    const [id] = await picture()
    const four = await picture(branchOff(await settingsOf(id!), 3, { guidance: 6 }, id!), 4)
    const shown = await Promise.all(four.map(id => frames(id)))
    const parent = await frames(id!)
    for (const { frames: some } of shown) expect(some.slice(0, 3)).toEqual(parent.frames.slice(0, 3))
    expect(new Set(four).size).toBe(4)
  })
})

test('any picture dissolves into noise, one from elsewhere too; its way nobody knows', async () => {
  const id = paintPlain(join(scratch.path, 'pictures/plain.png'), 5, 32)
  await here.call('library.rebuild', undefined)
  const told: FrameEvent[] = []
  const { sigmas } = await here.call(
    'time.dissolve',
    { id, frames: 5 },
    { onEvent: frame => told.push(frame) },
  )
  expect(told.map(({ step, sigma }) => [step, sigma])).toEqual(sigmas.map((sigma, i) => [i + 1, sigma]))
  expect(sigmas[0]).toBe(0)
  expect([...sigmas].sort((a, b) => a - b)).toEqual(sigmas)
  await expect(here.call('time.frames', { id })).rejects.toThrow('does not say how it was made')
  expect(await here.call('time.info', { id })).toEqual({ kept: false, bytes: 0, steps: 0 })
})
