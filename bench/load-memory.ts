import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { watchedEngine } from './engine-memory.ts'
import { inScratch, prompt, root } from './picture.ts'
import { table } from './table.ts'

const work = join(root, 'bench', 'work')
const cases = [
  { name: 'fp32', folder: join(work, 'big') },
  { name: 'fp16', folder: join(work, 'big-fp16') },
  { name: 'SD 1.5', folder: process.env.SD15 ?? join(work, 'sd15') },
]

/** Peak memory of the engine's process while a model of more than 2 GiB is opened and draws, over the size of its files. */
export default async function loadMemory(): Promise<string> {
  if (process.platform !== 'linux') return 'Memory is read from /proc: Linux only.'
  const rows: string[][] = []
  for (const { name, folder } of cases) {
    if (!existsSync(folder)) {
      rows.push([name, 'not measured: bench/make_big.py or bench/make_sd.py builds it'])
      continue
    }
    const size = (await graphBytes(folder)) / 2 ** 20
    const engine = watchedEngine()
    let open = 0
    const { timings } = await inScratch(scratch =>
      engine.call(
        'generate.run',
        {
          folder,
          device: 'cpu',
          generation: { prompt, seed: 7, steps: 1, sampler: 'ddim', width: 64, height: 64 },
          files: [join(scratch, 'bird.png')],
        },
        {
          onEvent: event => {
            if (event.kind === 'stage' && event.stage === 'verify') open = engine.mebibytes('VmHWM')
          },
        },
      ),
    )
    const peak = engine.mebibytes('VmHWM')
    await engine.stop()
    const of = (mebibytes: number) => `${mebibytes.toFixed(0)} MiB, ${(mebibytes / size).toFixed(2)} x`
    rows.push([name, `${size.toFixed(0)} MiB`, of(open), of(peak), `${(timings.load / 1000).toFixed(1)} s`])
  }
  return table(['model', 'graphs', 'peak when it is open', 'peak after a picture', 'load'], rows)
}

const opened = ['text_encoder', 'text_encoder_2', 'unet', 'vae_decoder']

async function graphBytes(folder: string): Promise<number> {
  let sum = 0
  for (const part of opened)
    for (const name of await readdir(join(folder, part)).catch(() => []))
      if (!name.endsWith('.json')) sum += (await stat(join(folder, part, name))).size
  return sum
}
