import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import { samples } from '#main/studio/models/samples.ts'
import { scratchFolder, until } from './scratch.ts'

const scratch = scratchFolder()
const wish = (prompt: string) => ({ folder: '/m', stamp: '1', prompt, seed: 1 })
const never = () => new AbortController().signal

/** An engine that draws when the test says so. */
function stage(mayDraw = () => true) {
  const begun: { prompt: string; finish: () => void; fail: (error: Error) => void }[] = []
  const call = ((
    _: string,
    input: { generation: { prompt: string }; files: string[] },
    options: { signal: AbortSignal },
  ) =>
    new Promise<void>((resolve, reject) => {
      options.signal.addEventListener('abort', () => reject(options.signal.reason))
      begun.push({
        prompt: input.generation.prompt,
        fail: reject,
        finish: () => {
          mkdirSync(dirname(input.files[0]!), { recursive: true })
          writeFileSync(input.files[0]!, input.generation.prompt)
          resolve()
        },
      })
    })) as unknown as EngineCall
  return { begun, sampler: samples({ cache: join(scratch.path, 'cache'), call, mayDraw }) }
}
const text = (bytes: Promise<Uint8Array>) => bytes.then(png => Buffer.from(png).toString())

describe('samples', () => {
  test('are drawn one at a time, once for all who ask, and kept for the next start', async () => {
    const { sampler, begun } = stage()
    const asked = [wish('fox'), wish('fox'), wish('owl')].map(one => text(sampler.get(one, never())))
    await until(() => begun.length === 1)
    begun[0]!.finish()
    await until(() => begun.length === 2)
    begun[1]!.finish()
    expect(await Promise.all(asked)).toEqual(['fox', 'fox', 'owl'])
    const later = stage()
    expect(await text(later.sampler.get(wish('owl'), never()))).toBe('owl')
    expect(later.begun).toEqual([])
    // Another model, or the same one changed, draws something else.
    void later.sampler.get({ ...wish('owl'), stamp: '2' }, never())
    await until(() => later.begun.length === 1)
  })

  test('give way to a job at once, and are drawn again after it', async () => {
    let free = true
    const { sampler, begun } = stage(() => free)
    const fox = text(sampler.get(wish('fox'), never()))
    await until(() => begun.length === 1)
    free = false
    await sampler.pause()
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(begun).toHaveLength(1)
    free = true
    sampler.next()
    await until(() => begun.length === 2)
    begun[1]!.finish()
    expect(await fox).toBe('fox')
  })

  test('nobody waits for them any more: the one being drawn is stopped, the next begins', async () => {
    const { sampler, begun } = stage()
    const abort = new AbortController()
    const dropped = sampler.get(wish('fox'), abort.signal)
    // Asked for when the first has begun: which of two that are asked at once begins first is not told.
    await until(() => begun.length === 1)
    const owl = text(sampler.get(wish('owl'), never()))
    abort.abort()
    await expect(dropped).rejects.toMatchObject({ code: 'cancelled' })
    await until(() => begun.length === 2)
    begun[1]!.finish()
    expect(await owl).toBe('owl')
  })

  test('one that fails is told to those who asked for it, and takes no other along', async () => {
    const { sampler, begun } = stage()
    const fox = sampler.get(wish('fox'), never())
    await until(() => begun.length === 1)
    const owl = text(sampler.get(wish('owl'), never()))
    begun[0]!.fail(new Error('broken'))
    await expect(fox).rejects.toThrow('broken')
    await until(() => begun.length === 2)
    begun[1]!.finish()
    expect(await owl).toBe('owl')
  })
})
