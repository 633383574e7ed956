import { openModel } from '#engine/model/open.ts'
import { decodeLatent } from '#engine/pipeline/decode.ts'
import { latentDims } from '#engine/pipeline/text-to-image.ts'
import { paint } from './paint.ts'
import { pictureBook, prompt } from './picture.ts'
import { ms, spread, table } from './table.ts'
import { timed } from './timed.ts'

const runs = 9

/** What the shipped model costs through the engine in this process, all cores, once warm; targets of its card beside. */
export default async function pictureBookSpeed(): Promise<string> {
  const model = await openModel(pictureBook, { device: 'cpu' })
  try {
    const dims = latentDims(model, model.defaults)
    const latent = new Float32Array(dims[0] * dims[1] * dims[2])
    const whole = (steps: number, guidance: number) => () =>
      paint(model, { prompt, seed: 7, steps, guidance })
    const own = model.defaults.guidance
    const rows: [string, () => unknown, string, number?][] = [
      ['a pass of the U-Net (20 steps less 10, over 10)', whole(20, 1), '60 ms', 10],
      ['decode', () => decodeLatent(model, latent, dims), '250 ms'],
      ['decode for a preview', () => decodeLatent(model, latent, dims, 'tiny'), '30 ms'],
      ['4 steps without guidance, picture in memory', whole(4, 1), '600 ms'],
      [`20 steps, guidance scale ${own}, picture in memory`, whole(20, own), '3000 ms'],
    ]
    const told: string[][] = []
    for (const [name, work, target, less] of rows) {
      const times: number[] = []
      await work()
      for (let n = 0; n < runs; n++) {
        const shorter = less ? await timed(whole(less, 1)) : 0
        times.push(((await timed(work)) - shorter) / (less ? 20 - less : 1))
      }
      told.push([name, ...ms(spread(times)), target])
    }
    return table([`picture-book, 256 px, ${runs} runs`, 'min', 'median', 'max', 'target'], told)
  } finally {
    await model.release()
  }
}
