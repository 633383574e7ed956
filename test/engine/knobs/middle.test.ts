import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { floatsToHalves } from '#engine/float16.ts'
import { directionsOf } from '#engine/knobs/directions.ts'
import { discoverKnobs } from '#engine/knobs/discover.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { sampleLatents } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { directionId } from '#shared/direction.ts'
import { type DiscoverEvent, engineContract } from '#shared/engine-contract.ts'
import { generation } from '#shared/generation.ts'
import type { Direction } from '#shared/steer.ts'
import { fixture } from '../pipeline/draw.ts'

let model: Model
beforeAll(async () => {
  model = await openModel(fixture('tiny-sd'), { device: 'cpu', threads: 1 })
})
afterAll(() => model.release())

const { signal } = new AbortController()
const latentsOf = async (asked: object, directions: Record<string, Direction> = {}) => {
  const settings = resolveSettings(
    generation.parse({ prompt: 'a bird', seed: 3, steps: 4, ...asked }),
    model.defaults,
  )
  const [latent] = await sampleLatents({
    model,
    settings,
    batch: 1,
    signal,
    directions: directionsOf(directions),
    onStage: () => {},
    onStep: () => {},
  })
  return Buffer.from(Float32Array.from(latent!).buffer).toString('hex')
}
const turned = (id: string, amount: number, from = 0, to = 1) => ({
  steer: [{ kind: 'direction', id, amount, from, to }],
})

describe('a direction in the middle of the U-Net', () => {
  test('turns the picture within its steps; at zero nothing changes', async () => {
    const [height, width] = [
      model.defaults.height / model.rule.latentScale,
      model.defaults.width / model.rule.latentScale,
    ]
    const dims = (await model.hidden()).dims(height, width) as [number, number, number]
    const values = Array.from({ length: dims[0] * dims[1] * dims[2] }, (_, i) => Math.sin(i))
    const direction: Direction = {
      space: 'h',
      dims,
      halves: new Uint8Array(floatsToHalves(values).slice().buffer),
    }
    const id = await directionId(direction)
    const plain = await latentsOf({})
    const nothing: Direction = { ...direction, halves: new Uint8Array(direction.halves.length) }
    const nothingId = await directionId(nothing)
    // The patched graph with a sum of zeros is the plain graph, bit for bit.
    expect(await latentsOf(turned(nothingId, 1), { [nothingId]: nothing })).toBe(plain)
    const whole = await latentsOf(turned(id, 1), { [id]: direction })
    const late = await latentsOf(turned(id, 1, 0.5), { [id]: direction })
    expect(new Set([plain, whole, late]).size).toBe(3)
    expect(await latentsOf(turned(id, 1), { [id]: direction })).toBe(whole)
  })
  test('is refused when it is missing, damaged, or of another shape', async () => {
    const id = 'a'.repeat(64)
    await expect(latentsOf(turned(id, 1))).rejects.toThrow(/not at hand/)
    const small: Direction = { space: 'h', dims: [2, 1, 1], halves: new Uint8Array(4) }
    await expect(latentsOf(turned(id, 1), { [id]: small })).rejects.toThrow(/shape 2 x 1 x 1/)
    const cut: Direction = { ...small, halves: new Uint8Array(3) }
    await expect(latentsOf(turned(id, 1), { [id]: cut })).rejects.toThrow(/3 bytes/)
  })
})

describe('discovery', () => {
  const request = (more: object) =>
    engineContract['knobs.discover'].input.parse({
      folder: fixture('tiny-sd'),
      generation: { prompt: 'a bird', seed: 1, steps: 2 },
      rolls: 16,
      keep: 3,
      side: 16,
      ...more,
    })
  const opened = () => ({ model, hash: { hash: 'any', bytes: 0 } })
  test.each(['h', 'x0'] as const)('in %s gives directions that draw, the same again', async space => {
    const events: DiscoverEvent[] = []
    const found = await discoverKnobs(
      request({ space }),
      { signal, emit: event => void events.push(event) },
      opened(),
    )
    expect(found.space).toBe(space)
    expect(found.knobs).toHaveLength(3)
    expect(events.filter(({ kind }) => kind === 'draft')).toHaveLength(16)
    expect(events.flatMap(event => (event.kind === 'phase' ? event.phase : []))).toEqual([
      'rolls',
      'directions',
    ])
    for (const { id, direction, explained, stability, places } of found.knobs) {
      expect(await directionId(direction)).toBe(id)
      expect(places).toHaveLength(16)
      for (const share of [explained, stability]) expect(share).toBeGreaterThan(0)
      for (const share of [explained, stability]) expect(share).toBeLessThanOrEqual(1)
    }
    const [first] = found.knobs
    const at = async (amount: number) =>
      latentsOf(turned(first!.id, amount), { [first!.id]: first!.direction })
    expect(await at(2)).not.toBe(await at(-2))
    const again = await discoverKnobs(request({ space }), { signal, emit: () => {} }, opened())
    expect(again.knobs.map(({ id }) => id)).toEqual(found.knobs.map(({ id }) => id))
  })
  test('ends within a step of a cancel', async () => {
    const abort = new AbortController()
    const done = discoverKnobs(
      request({ space: 'x0' }),
      { signal: abort.signal, emit: event => event.kind === 'draft' && abort.abort() },
      opened(),
    )
    await expect(done).rejects.toMatchObject({ name: 'AbortError' })
  })
})
