import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { inScratch, pictureBook, prompt, root } from './picture.ts'
import { spread, table } from './table.ts'

type Case = { name: string; folder: string; steps: number; runs: number; previews: 'none' | 'fast' }

const sd15 = process.env.SD15 ?? join(root, 'bench', 'work', 'sd15')
const cases: Case[] = [
  { name: 'picture-book, 20 steps', folder: pictureBook, steps: 20, runs: 15, previews: 'none' },
  {
    name: 'Stable Diffusion 1.5 (random weights), 512 px, 2 steps',
    folder: sd15,
    steps: 2,
    runs: 2,
    previews: 'none',
  },
]

/** Wall time of a warm generation over the time inside the graphs. */
export default async function overhead(): Promise<string> {
  const rows: string[][] = []
  for (const { name, folder, steps, runs, previews } of cases) {
    if (!existsSync(folder)) {
      rows.push([name, 'not measured: bench/make_sd.py builds it', '', ''])
      continue
    }
    rows.push(
      await inScratch(async scratch => {
        const engine = engineProcess({ spawn: () => forkEngine() })
        const ratios: number[] = []
        const walls: number[] = []
        for (let i = 0; i <= runs; i++) {
          const start = performance.now()
          const request = {
            folder,
            generation: { prompt, negative: 'blurry', seed: 7, steps },
            files: [join(scratch, 'bird.png')],
            previews,
          }
          const { timings } = await engine.call('generate.run', request)
          const wall = performance.now() - start
          if (!i) continue
          walls.push(wall)
          ratios.push(wall / timings.sessionRun)
        }
        await engine.stop()
        const { min, median, max } = spread(ratios)
        return [
          name,
          `${spread(walls).median.toFixed(0)} ms`,
          median.toFixed(4),
          `${min.toFixed(4)} to ${max.toFixed(4)}`,
        ]
      }),
    )
  }
  return table(
    ['pipeline overhead', 'wall (median)', 'wall / sum of session.run (median)', 'min to max'],
    rows,
  )
}
