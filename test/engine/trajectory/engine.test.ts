import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { floatsToHalves } from '#engine/float16.ts'
import { engineHandlers } from '#engine/handlers.ts'
import { samplers } from '#engine/sampling/samplers.ts'
import { readTrajectory } from '#engine/trajectory/trajectory-file.ts'
import { engineContract, type FrameEvent, type GenerateEvent } from '#shared/engine-contract.ts'
import type { Settings } from '#shared/generation.ts'
import { branchOff, type Changing } from '#shared/moments.ts'
import type { SamplerId } from '#shared/sampler-names.ts'
import type { Direction, Steering } from '#shared/steer.ts'

const handlers = engineHandlers()
const { signal } = new AbortController()
let scratch: string
let flow: string
const tiny = resolve(import.meta.dirname, '../../fixtures/tiny-sd')

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-ways-'))
  // The same weights, taken for those of a rectified-flow model.
  flow = join(scratch, 'tiny-flow')
  cpSync(tiny, flow, { recursive: true })
  const config = { _class_name: 'FlowMatchEulerDiscreteScheduler', num_train_timesteps: 1000, shift: 3 }
  writeFileSync(join(flow, 'scheduler/scheduler_config.json'), JSON.stringify(config))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const file = (name: string) => join(scratch, name)
const base = { prompt: 'a fox', seed: 7, steps: 4, guidance: 2, width: 64, height: 64 }

type Drawn = { bytes: Buffer; settings: Settings; warnings: string[]; events: GenerateEvent[] }
let n = 0
async function draw(folder: string, generation: Partial<Settings>, more: object = {}): Promise<Drawn> {
  const files = [file(`${++n}.png`)]
  const events: GenerateEvent[] = []
  const request = engineContract['generate.run'].input.parse({
    folder,
    device: 'cpu',
    generation,
    files,
    ...more,
  })
  const result = await handlers['generate.run'](request, { signal, emit: event => events.push(event) })
  return {
    bytes: readFileSync(result.images[0]!.file),
    settings: result.settings,
    warnings: result.warnings,
    events,
  }
}

async function frames(folder: string, generation: Partial<Settings>, more: object = {}, abort = signal) {
  const told: FrameEvent[] = []
  const request = { folder, device: 'cpu', generation, ...more }
  const result = await handlers['time.frames'](engineContract['time.frames'].input.parse(request), {
    signal: abort,
    emit: event => told.push(event),
  })
  return { ...result, frames: told }
}

const change: Partial<Changing> = { prompt: 'a castle by the sea', guidance: 5 }

describe.each(['tiny-sd', 'tiny-flow'])('%s', name => {
  const folder = () => (name === 'tiny-sd' ? tiny : flow)

  test.each(Object.keys(samplers) as SamplerId[])(
    '%s: going on from a kept way is never having stopped',
    async sampler => {
      const way = file(`${name}-${sampler}.safetensors`)
      const parent = await draw(folder(), { ...base, sampler }, { trajectories: [way] })
      expect(parent.warnings).toEqual([])
      // Resuming with nothing changed asks for nothing.
      const resumed = await draw(folder(), { ...base, sampler }, { replay: way })
      expect(resumed.bytes.equals(parent.bytes)).toBe(true)

      const child = branchOff(parent.settings, 2, change, null)
      const whole = await draw(folder(), child, { trajectories: [file('child.safetensors')] })
      const branched = await draw(folder(), child, { replay: way })
      expect(branched.warnings).toEqual([])
      expect(branched.bytes.equals(whole.bytes)).toBe(true)
      expect(branched.bytes.equals(parent.bytes)).toBe(false)
      // A branch of the branch, with other noise, from the branch's own way.
      const grandchild = branchOff(whole.settings, 3, { seed: 99 }, null)
      const again = await draw(folder(), grandchild, { replay: file('child.safetensors') })
      expect(again.bytes.equals((await draw(folder(), grandchild)).bytes)).toBe(true)
    },
  )
})

describe('a branch with knobs of every kind', () => {
  const acts = { amount: 1.5, from: 0, to: 1 }
  const halves = floatsToHalves(Float32Array.from({ length: 256 }, (_, i) => Math.sin(i)))
  // As many numbers in the latent as in the middle of the U-Net.
  const direction = (space: Direction['space'], dims: Direction['dims']): Direction => ({
    space,
    dims,
    halves: new Uint8Array(halves.buffer as ArrayBuffer),
  })
  const ids = { x0: 'ab'.repeat(32), h: 'cd'.repeat(32) }
  const directions = { [ids.x0]: direction('x0', [4, 8, 8]), [ids.h]: direction('h', [16, 4, 4]) }
  const steer: Record<string, Steering> = {
    words: { kind: 'words', less: 'day', more: 'night', ...acts },
    zoom: { kind: 'analytic', name: 'zoom', ...acts },
    warmth: { kind: 'analytic', name: 'warmth', ...acts },
    'a direction of the picture': { kind: 'direction', id: ids.x0, ...acts },
    'a direction of the middle': { kind: 'direction', id: ids.h, ...acts, amount: 6 },
  }

  test.each(Object.keys(steer))(
    '%s: the same from the kept way, on the way to it and on from it',
    async name => {
      const way = (of: string) => file(`${name} ${of}.safetensors`)
      const parent = await draw(tiny, { ...base, sampler: 'dpmpp_2m' }, { trajectories: [way('parent')] })
      const child = branchOff(parent.settings, 2, { steer: [{ ...steer[name]!, from: 0.5 }] }, null)
      const whole = await draw(tiny, child, { directions, trajectories: [way('child')] })
      expect(whole.bytes.equals(parent.bytes)).toBe(false)
      const branched = await draw(tiny, child, { directions, replay: way('parent') })
      expect(branched.bytes.equals(whole.bytes)).toBe(true)
      // Without the knob again.
      const off = branchOff(whole.settings, 3, { steer: [], sampler: 'euler_a' }, null)
      const without = await draw(tiny, off, { directions, replay: way('child') })
      expect(without.warnings).toEqual([])
      expect(without.bytes.equals((await draw(tiny, off, { directions })).bytes)).toBe(true)
    },
  )
})

describe('a kept way', () => {
  const way = () => file('way.safetensors')
  let settings: Settings
  beforeAll(async () => {
    ;({ settings } = await draw(tiny, { ...base, sampler: 'heun' }, { trajectories: [way()] }))
  })

  test('holds every prediction, in order, and says how it was made', async () => {
    const { predictions, dims, ...made } = await readTrajectory(way())
    expect(dims).toEqual([4, 8, 8])
    // Heun asks twice a step but for the last.
    expect(predictions.map(({ step }) => step)).toEqual([1, 1, 2, 2, 3, 3, 4])
    expect(
      predictions.every(({ denoised }) => denoised.length === 256 && denoised.every(Number.isFinite)),
    ).toBe(true)
    expect(made).toMatchObject({ settings, device: 'cpu', model: { id: 'tiny-sd' } })
    expect(statSync(way()).size).toBeLessThan(7 * (256 * 4 + 12) + 2000)
  })

  test('changes nothing by being kept', async () => {
    const recorded = await draw(tiny, settings, { trajectories: [file('again.safetensors')] })
    expect(recorded.bytes.equals((await draw(tiny, settings)).bytes)).toBe(true)
    expect(readFileSync(file('again.safetensors')).equals(readFileSync(way()))).toBe(true)
  })

  test('shows the same frames as the picture drawn again, without asking the model', async () => {
    for (const what of ['x0', 'xt']) {
      const kept = await frames(tiny, settings, { trajectory: way(), what })
      const drawn = await frames(tiny, settings, { what })
      expect([kept.kept, drawn.kept]).toEqual([true, false])
      expect(kept.frames).toEqual(drawn.frames)
      expect(kept.frames.map(({ step, of }) => [step, of])).toEqual([1, 2, 3, 4].map(step => [step, 4]))
      expect(kept.sigmas.slice(0, 4)).toEqual(kept.frames.map(({ sigma }) => sigma))
      expect(kept.sigmas[4]).toBe(0)
      expect(kept.curve).toEqual(drawn.curve)
    }
  })

  test('needs no previews: they come of the steps that are drawn', async () => {
    const child = branchOff(settings, 2, change, null)
    const previewed = async (more: object) =>
      (await draw(tiny, child, { previews: 'fast', ...more })).events
        .filter(({ kind }) => kind === 'preview')
        .map(event => 'step' in event && event.step)
    expect(await previewed({})).toEqual([1, 2, 3, 4])
    expect(await previewed({ replay: way() })).toEqual([3, 4])
  })

  test('that is only the beginning gives what it has', async () => {
    const child = branchOff(settings, 2, change, null)
    const { kept, frames: some } = await frames(tiny, child, { trajectory: way() })
    expect(kept).toBe(false)
    expect(some).toEqual((await frames(tiny, child)).frames)
  })

  test.each([
    ['is gone', () => file('no.safetensors'), 'cannot be read'],
    [
      'is cut short',
      () => {
        const cut = file('cut.safetensors')
        cpSync(way(), cut)
        truncateSync(cut, 3000)
        return cut
      },
      'cut short',
    ],
    [
      'is no such file',
      () => {
        writeFileSync(file('other.safetensors'), 'something else')
        return file('other.safetensors')
      },
      'no safetensors file',
    ],
  ])('that %s is told and costs the picture nothing', async (_, damaged, why) => {
    const child = branchOff(settings, 2, change, null)
    const { bytes, warnings } = await draw(tiny, child, { replay: damaged() })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain(why)
    expect(bytes.equals((await draw(tiny, child)).bytes)).toBe(true)
  })

  test('of another model or another beginning is told once', async () => {
    const { warnings } = await draw(flow, settings, { replay: way() })
    expect(warnings).toEqual([expect.stringContaining('another model')])
    const files = [file('first.png'), file('second.png')]
    const other = await draw(tiny, { ...settings, seed: 8 }, { replay: way(), files })
    expect(other.warnings).toEqual([expect.stringContaining('not even the first step')])
  })

  test('that cannot be written is told, and the picture is there', async () => {
    writeFileSync(file('blocked'), '')
    const { warnings, bytes } = await draw(tiny, settings, {
      trajectories: [file('blocked/way.safetensors')],
    })
    expect(warnings).toEqual([expect.stringContaining('was not kept')])
    expect(bytes.length).toBeGreaterThan(100)
  })

  test('is of pictures that are drawn one at a time', async () => {
    await expect(draw(tiny, settings, { batchSize: 2, replay: way() })).rejects.toThrow('one at a time')
    await expect(draw(tiny, settings, { trajectories: [] })).rejects.toThrow('1 pictures need 1 files')
  })
})

test('a cancel ends the frames within one', async () => {
  const abort = new AbortController()
  const told: FrameEvent[] = []
  const request = engineContract['time.frames'].input.parse({
    folder: tiny,
    device: 'cpu',
    generation: { ...base, steps: 20 },
  })
  const emit = (event: FrameEvent) => {
    told.push(event)
    if (told.length === 3) setImmediate(() => abort.abort(new Error('enough')))
  }
  await expect(handlers['time.frames'](request, { signal: abort.signal, emit })).rejects.toThrow('enough')
  expect(told.length).toBe(3)
})
