import { describe, expect, test } from 'vitest'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import type { JobUpdate } from '#main/studio/jobs/run-job.ts'
import { runUpscale } from '#main/studio/jobs/run-upscale.ts'
import { StudioError } from '#shared/errors.ts'
import type { UpscaleProgress } from '#shared/upscale-contract.ts'

type Options = { pictures: string[]; made?: string[]; refuse?: Record<string, StudioError>; stopAt?: string }

/** Runs a job with an engine that makes nothing; gives what it was asked, and what was told and kept. */
async function ran({ pictures, made = [], refuse = {}, stopAt }: Options) {
  const asked: string[] = []
  const told: JobUpdate[] = []
  const kept: [id: string, from: string][] = []
  const abort = new AbortController()
  const call = (async (
    _: string,
    { images: [{ from, to }] }: { images: [{ from: string; to: string }] },
    { onEvent, signal }: { onEvent: (event: UpscaleProgress) => void; signal: AbortSignal },
  ) => {
    asked.push(from)
    for (const tile of [1, 2]) {
      signal.throwIfAborted()
      onEvent({ kind: 'tile', image: 0, images: 1, tile, of: 2, msLeft: 0 })
      if (stopAt === from) abort.abort(new StudioError('cancelled', 'Cancelled'))
    }
    if (refuse[from]) throw refuse[from]
    return { images: [{ file: to, upscaled: { from, upscaler: 'four', hash: '', factor: 4 } }] }
  }) as unknown as EngineCall
  const work = runUpscale({
    job: { id: 'job', pictures: made },
    work: { upscaler: 'four', pictures },
    model: '/four.onnx',
    device: undefined,
    shelf: {
      requireWritable: async () => {},
      incoming: name => `/in/${name}`,
      add: async (_, __, { from }) => {
        kept.push([`large ${from}`, from])
        return `large ${from}`
      },
      get: async id => ({ file: id, width: id === 'wide' ? 300 : 100, height: 100 }),
      pngOf: async id => id,
      parentsOf: ids => new Set(ids.map(id => id.replace('large ', ''))),
    },
    call,
    signal: abort.signal,
    onUpdate: update => told.push(update),
  })
  const error = await work.then(
    () => null,
    (error: StudioError) => error,
  )
  return { asked, kept, error, told, drawn: told.filter(({ kind }) => kind === 'picture') }
}

describe('pictures that are made larger', () => {
  test('come one after another, and tell how far they are', async () => {
    const { asked, kept, error, told, drawn } = await ran({ pictures: ['a', 'wide'] })
    expect(error).toBeNull()
    expect(asked).toEqual(['a', 'wide'])
    expect(kept.map(([, from]) => from)).toEqual(['a', 'wide'])
    expect(drawn).toEqual([
      { kind: 'picture', image: 0, picture: 'large a' },
      { kind: 'picture', image: 1, picture: 'large wide' },
    ])
    const steps = told.filter(update => update.kind === 'step')
    expect(steps.map(({ image, step, of }) => [image, step, of])).toEqual([
      [0, 1, 2],
      [0, 2, 2],
      [1, 1, 2],
      [1, 2, 2],
    ])
    expect(steps.at(-1)!.msLeft).toBe(0)
    expect(steps[0]!.msLeft).toBeGreaterThan(0)
  })

  test('that an earlier run made are not made again', async () => {
    const { asked, drawn } = await ran({ pictures: ['a', 'b', 'c'], made: ['large a'] })
    expect(asked).toEqual(['b', 'c'])
    expect(drawn.map(update => 'image' in update && update.image)).toEqual([1, 2])
  })

  test('are made though one of them cannot be; the job says so at its end', async () => {
    const refuse = { b: new StudioError('invalid-input', 'b is too large') }
    const { asked, kept, error, told } = await ran({ pictures: ['a', 'b', 'c'], refuse })
    expect(asked).toEqual(['a', 'b', 'c'])
    expect(kept.map(([, from]) => from)).toEqual(['a', 'c'])
    expect(told).toContainEqual({ kind: 'warning', message: 'b is too large' })
    expect(error).toMatchObject({
      code: 'invalid-input',
      message: '1 of 3 pictures could not be made larger: b is too large',
    })
  })

  test('are not tried one by one with a graph that is none', async () => {
    const refuse = { a: new StudioError('model-broken', 'no upscaler') }
    const { asked, error } = await ran({ pictures: ['a', 'b'], refuse })
    expect(asked).toEqual(['a'])
    expect(error).toBe(refuse.a)
  })

  test('stop between two tiles', async () => {
    const { asked, kept, error, told } = await ran({ pictures: ['a', 'b'], stopAt: 'a' })
    expect(asked).toEqual(['a'])
    expect(kept).toEqual([])
    expect(told.filter(({ kind }) => kind === 'step').length).toBe(1)
    expect(error).toMatchObject({ code: 'cancelled' })
  })
})
