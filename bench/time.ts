import { join } from 'node:path'
import type { LatentDims } from '#engine/pipeline/text-to-image.ts'
import { encodeTrajectory } from '#engine/trajectory/trajectory-file.ts'
import { type EngineProcess, engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import type { Settings } from '#shared/generation.ts'
import { branchOff } from '#shared/moments.ts'
import { version } from '#shared/version.ts'
import { inScratch, pictureBook, prompt } from './picture.ts'
import { spread, table } from './table.ts'

const steps = 20
const runs = 9

const sizes: { name: string; dims: LatentDims }[] = [
  { name: 'picture-book, 128 px', dims: [4, 16, 16] },
  { name: 'Stable Diffusion, 512 px', dims: [4, 64, 64] },
  { name: 'Stable Diffusion XL, 1024 px', dims: [4, 128, 128] },
]

/** What it costs to keep a way, what a branch saves by it, how fast its movie is there, and how large it is. */
export default (): Promise<string> =>
  inScratch(async scratch => {
    const engine = engineProcess({ spawn: () => forkEngine() })
    const { table: first, settings } = await timings(engine, scratch).finally(() => engine.stop())
    return `${first}\n\n${bytes(settings)}`
  })

/** By the function that writes the files. */
function bytes(settings: Settings): string {
  const of = (dims: LatentDims, calls: number) => {
    const denoised = new Float32Array(dims[0] * dims[1] * dims[2])
    const predictions = Array.from({ length: calls }, () => ({ step: 1, sigma: 1, denoised }))
    const model = { id: 'picturebook', hash: '0'.repeat(64) }
    const versions = { reroll: version, onnxruntime: '1.30.0' }
    const file = encodeTrajectory({ settings, model, device: 'cpu', versions, threads: 2, dims, predictions })
    return `${(file.length / 1024).toFixed(0)} KiB`
  }
  return table(
    [`the file of a way, ${steps} steps`, 'one prediction a step', 'two, but one in the last (Heun)'],
    sizes.map(({ name, dims }) => [name, of(dims, steps), of(dims, 2 * steps - 1)]),
  )
}

async function timings(
  engine: EngineProcess,
  scratch: string,
): Promise<{ table: string; settings: Settings }> {
  const folder = pictureBook
  const way = join(scratch, 'way.safetensors')
  const generation = { prompt, negative: 'blurry', seed: 7, steps }
  let settings: Settings | undefined
  const draw = (more: object) => async () => {
    const files = [join(scratch, 'bird.png')]
    const result = await engine.call('generate.run', { folder, generation, files, ...more })
    settings ??= result.settings
  }
  await draw({})()
  await draw({ trajectories: [way] })()
  const half = Math.ceil(steps / 2)
  const child = branchOff(settings!, half, { guidance: 5 }, null)
  const frames = (more: object) => async () =>
    void (await engine.call('time.frames', { folder, generation: settings!, ...more }, { onEvent: () => {} }))
  // In turn, so that what else the machine does falls on all of them alike.
  const works = {
    plain: draw({}),
    kept: draw({ trajectories: [way] }),
    whole: draw({ generation: child }),
    branch: draw({ generation: child, replay: way }),
    x0: frames({ trajectory: way }),
    xt: frames({ trajectory: way, what: 'xt' }),
    again: frames({}),
    dissolve: async () => {
      const image = join(scratch, 'bird.png')
      await engine.call('time.dissolve', { folder, image, generation: settings! }, { onEvent: () => {} })
    },
  }
  const times = Object.fromEntries(Object.keys(works).map(key => [key, [] as number[]]))
  for (let i = 0; i < runs; i++)
    for (const [key, work] of Object.entries(works)) {
      const start = performance.now()
      await work()
      times[key]!.push(performance.now() - start)
    }
  const row = (what: string, key: keyof typeof works, more = '') => {
    const { min, median, max } = spread(times[key]!)
    return [what, ...[min, median, max].map(ms => `${ms.toFixed(0)} ms`), more]
  }
  const ratio = (a: keyof typeof works, b: keyof typeof works) =>
    spread(times[a]!.map((ms, i) => ms / times[b]![i]!)).median.toFixed(3)
  const made = table(
    [`picture-book, ${steps} steps, ${runs} runs`, 'min', 'median', 'max', ''],
    [
      row('a picture', 'plain'),
      row('a picture, its way kept', 'kept', `${ratio('kept', 'plain')} of a picture`),
      row(`a branch after step ${half}, drawn in full`, 'whole'),
      row('the same branch from the kept way', 'branch', `${ratio('branch', 'whole')} of drawing it in full`),
      row(`${steps} frames of the predicted picture, from the kept way`, 'x0'),
      row(`${steps} frames of the noisy picture, from the kept way`, 'xt'),
      row(`${steps} frames without a kept way`, 'again'),
      row('20 frames of the picture dissolving', 'dissolve'),
    ],
  )
  return { table: made, settings: settings! }
}
