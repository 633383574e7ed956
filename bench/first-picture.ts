import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { inScratch, pictureBook, prompt, root } from './picture.ts'
import { table } from './table.ts'

const work = join(root, 'bench', 'work')
const cases = [
  { name: 'picture-book, 20 steps', folder: pictureBook, steps: 20 },
  { name: 'SD 1.5, 512 px, 4 steps', folder: process.env.SD15 ?? join(work, 'sd15'), steps: 4 },
  { name: 'SD-Turbo, 512 px, 4 steps', folder: process.env.SDTURBO ?? join(work, 'sd-turbo'), steps: 4 },
  { name: '2.4 GB chain (make_big.py), 64 px, 1 step', folder: join(work, 'big'), steps: 1 },
]
const stages = ['load', 'warm', 'verify', 'encode', 'sample', 'decode', 'write'] as const

/** The first picture after a model is chosen, by stages, from a process that had none open. */
export default async function firstPicture(): Promise<string> {
  const rows: string[][] = []
  for (const { name, folder, steps } of cases) {
    if (!existsSync(folder)) {
      rows.push([name, 'not measured: bench/make_sd.py or bench/make_big.py builds it'])
      continue
    }
    const engine = engineProcess({ spawn: () => forkEngine() })
    const start = performance.now()
    const { timings } = await inScratch(scratch =>
      engine.call('generate.run', {
        folder,
        device: 'cpu',
        generation: { prompt, seed: 7, steps, sampler: 'ddim' },
        files: [join(scratch, 'bird.png')],
      }),
    )
    const whole = performance.now() - start
    await engine.stop()
    rows.push([name, ...stages.map(stage => `${timings[stage].toFixed(0)} ms`), `${whole.toFixed(0)} ms`])
  }
  return table(['first picture', ...stages, 'asked to written'], rows)
}
