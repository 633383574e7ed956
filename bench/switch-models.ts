import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { watchedEngine } from './engine-memory.ts'
import { inScratch, pictureBook, prompt, root } from './picture.ts'
import { table } from './table.ts'

const work = join(root, 'bench', 'work')
const models = [join(work, 'mid-a'), join(work, 'mid-b'), pictureBook]
const switches = 20

/** Memory of the engine after a picture by the first model, and by the same one after models were switched 20 times. */
export default async function switchModels(): Promise<string> {
  if (process.platform !== 'linux') return 'Memory is read from /proc: Linux only.'
  const there = models.filter(folder => existsSync(folder))
  if (there.length < models.length)
    return 'Not measured: `bench/make_big.py bench/work/mid-a 335 fp32`, and mid-b likewise, build the models.'
  return inScratch(async scratch => {
    const engine = watchedEngine()
    const held: number[] = []
    for (let i = 0; i <= switches + 1; i++) {
      const folder = models[i % models.length]!
      await engine.call('generate.run', {
        folder,
        device: 'cpu',
        generation: { prompt, seed: 7, steps: 1, sampler: 'ddim', width: 128, height: 128 },
        files: [join(scratch, 'bird.png')],
      })
      if (folder === models[0]) held.push(engine.mebibytes('VmRSS'))
    }
    const started = engine.started()
    await engine.stop()
    const [first, last] = [held[0]!, held.at(-1)!]
    const mib = (value: number) => `${value.toFixed(0)} MiB`
    return table(
      [
        'engine, after a picture',
        'first load',
        'most later',
        `after ${switches} switches`,
        'change',
        'processes',
      ],
      [
        [
          'the first of three models',
          mib(first),
          mib(Math.max(...held.slice(1))),
          mib(last),
          `${((last / first - 1) * 100).toFixed(1)} %`,
          String(started),
        ],
      ],
    )
  })
}
