import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { arguments20, cli, inScratch, pictureBook, prompt, root } from './picture.ts'
import { ms, spread, table } from './table.ts'

const runs = 7

/** Process start to PNG on disk, and the same picture from an engine that has the model at hand. */
export default async function cold(): Promise<string> {
  return inScratch(async folder => {
    const timed = (program: string, args: readonly string[]) => {
      const start = performance.now()
      const { status, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' })
      if (status !== 0) throw new Error(stderr)
      return performance.now() - start
    }
    const out = ['--out', join(folder, 'bird.png')]
    const repeat = (work: () => number) => spread(Array.from({ length: runs }, work))
    const nothing = repeat(() => timed(process.execPath, ['-e', '0']))
    const first = repeat(() => timed(process.execPath, [cli, ...arguments20, ...out]))
    const npm = repeat(() => timed('npm', ['run', '-s', 'reroll', '--', ...arguments20, ...out]))

    const engine = engineProcess({ spawn: () => forkEngine() })
    const again: number[] = []
    for (let i = 0; i <= runs; i++) {
      const start = performance.now()
      await engine.call('generate.run', {
        folder: pictureBook,
        generation: { prompt, seed: 7, steps: 20 },
        files: [join(folder, 'warm.png')],
      })
      if (i) again.push(performance.now() - start)
    }
    await engine.stop()
    return table(
      [`picture-book, 20 steps with guidance, ${runs} runs`, 'min', 'median', 'max'],
      [
        ['Node itself, doing nothing', ...ms(nothing)],
        ['cold: process start to PNG on disk', ...ms(first)],
        ['cold, through `npm run`', ...ms(npm)],
        ['warm: request to PNG on disk', ...ms(spread(again))],
      ],
    )
  })
}
