import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type EngineProcess, engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import type { Settings } from '#shared/generation.ts'
import { branchOff } from '#shared/moments.ts'
import { inScratch, pictureBook, prompt, root } from './picture.ts'
import { spread, table } from './table.ts'

const steps = 20
const runs = 15
const tiny = join(root, 'test', 'fixtures', 'tiny-sd')

/** Latents of these shapes are as large whatever the model: the small one stands for the others. */
const sizes = [
  { name: 'picture-book, 128 px', folder: pictureBook, side: 128 },
  { name: "Stable Diffusion's latents, 512 px", folder: tiny, side: 512 },
  { name: "Stable Diffusion XL's latents, 1024 px", folder: tiny, side: 1024 },
]

/** What it costs to keep a way, what a branch saves by it, how fast its movie is there, and how large it is. */
export default (): Promise<string> =>
  inScratch(async scratch => {
    const engine = engineProcess({ spawn: () => forkEngine() })
    try {
      return `${await timings(engine, scratch)}\n\n${await bytes(engine, scratch)}`
    } finally {
      await engine.stop()
    }
  })

async function bytes(engine: EngineProcess, scratch: string): Promise<string> {
  const way = join(scratch, 'way.safetensors')
  const rows: string[][] = []
  for (const { name, folder, side } of sizes) {
    const of = async (sampler: 'euler' | 'heun') => {
      const generation = { prompt, seed: 7, steps, sampler, guidance: 1, width: side, height: side }
      const files = [join(scratch, 'bird.png')]
      await engine.call('generate.run', { folder, generation, files, trajectories: [way] })
      return `${(statSync(way).size / 1024).toFixed(0)} KiB`
    }
    rows.push([name, await of('euler'), await of('heun')])
  }
  return table([`the file of a way, ${steps} steps`, 'euler', 'heun (two predictions a step)'], rows)
}

async function timings(engine: EngineProcess, scratch: string): Promise<string> {
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
  return table(
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
}
