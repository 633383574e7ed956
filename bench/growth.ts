import { join } from 'node:path'
import { watchedEngine } from './engine-memory.ts'
import { exponent, line } from './fit.ts'
import { inScratch, pictureBook, prompt, root } from './picture.ts'
import { table } from './table.ts'

type Asked = { folder: string; side: number; batch: number; steps: number }
type Cost = { one: number; open: number; peak: number }

const usual: Asked = { folder: pictureBook, side: 256, batch: 1, steps: 20 }
/** The picture-book's graph takes one size alone; this is a small Stable Diffusion with random weights, which takes all. */
const anySize: Asked = { ...usual, folder: join(root, 'test', 'fixtures', 'tiny-sd'), steps: 1 }
const sides = [128, 256, 384, 512]
const batches = [1, 2, 4, 8]
const stepCounts = [1, 4, 10, 20, 50]

/** How a picture's time and memory grow with its size, the pictures in a pass and the steps, each alone. */
export default async function growth(): Promise<string> {
  if (process.platform !== 'linux') return 'Memory is read from /proc: Linux only.'
  const steps = await costs(stepCounts.map(steps => ({ ...usual, steps })))
  const batch = await costs(batches.map(batch => ({ ...usual, batch })))
  const size = await costs(sides.map(side => ({ ...anySize, side })))
  const pixels = sides.map(side => (side / sides[0]!) ** 2)
  const times = (all: readonly Cost[]) => all.map(({ one }) => one)
  const added = (all: readonly Cost[]) => all.map(({ peak, open }) => peak - open)
  const perStep = line(stepCounts, times(steps))
  const power = (xs: readonly number[], ys: readonly number[]) => exponent(xs, ys).toFixed(2)
  return [
    table(
      ["the tests' tiny-sd, 1 step", 'a picture', 'per 128 x 128 px', 'memory, peak', 'above the open model'],
      size.map((cost, i) => [
        `${sides[i]} x ${sides[i]} px`,
        ms(cost.one),
        ms(cost.one / pixels[i]!),
        ...memory(cost),
      ]),
    ),
    `Time grows with the pixels to the power of ${power(pixels, times(size))}, memory above the open model with ${power(pixels, added(size))}.`,
    table(
      [
        'picture-book, 256 px, 20 steps',
        'the pass',
        'a picture',
        'of one alone',
        'memory, peak',
        'above the open model',
      ],
      batch.map((cost, i) => [
        `${batches[i]} in a pass`,
        ms(cost.one * batches[i]!),
        ms(cost.one),
        (cost.one / batch[0]!.one).toFixed(2),
        ...memory(cost),
      ]),
    ),
    `The pass grows with its pictures to the power of ${power(
      batches,
      batch.map(({ one }, i) => one * batches[i]!),
    )}, memory above the open model with ${power(batches, added(batch))}.`,
    table(
      ['picture-book, 256 px', 'a picture', 'by the line', 'memory, peak', 'above the open model'],
      steps.map((cost, i) => [
        `${stepCounts[i]} steps`,
        ms(cost.one),
        ms(perStep.base + perStep.each * stepCounts[i]!),
        ...memory(cost),
      ]),
    ),
    `The line: ${ms(perStep.base)} and ${perStep.each.toFixed(1)} ms a step.`,
  ].join('\n\n')
}

const ms = (value: number) => `${value.toFixed(0)} ms`
const memory = ({ peak, open }: Cost) => [`${peak.toFixed(0)} MiB`, `${(peak - open).toFixed(0)} MiB`]

/** One after another, each in an engine of its own, since a peak is never taken back. */
async function costs(all: readonly Asked[]): Promise<Cost[]> {
  const found: Cost[] = []
  for (const one of all) found.push(await cost(one))
  return found
}

/**
 * Processor time of a picture in ms, in one thread so that nothing waits for another, and resident memory in MiB with
 * the model open and at most. It is that of the second pass: the first makes room.
 */
const cost = ({ folder, side, batch, steps }: Asked): Promise<Cost> =>
  inScratch(async scratch => {
    const engine = watchedEngine()
    let [open, before, after] = [0, 0, 0]
    for (let pass = 0; pass < 2; pass++) {
      before = after
      await engine.call(
        'generate.run',
        {
          folder,
          device: 'cpu',
          threads: 1,
          generation: { prompt, seed: 7, steps, width: side, height: side },
          files: Array.from({ length: batch }, (_, n) => join(scratch, `${pass}-${n}.png`)),
          batchSize: batch,
        },
        {
          onEvent: event => {
            if (event.kind === 'stage' && event.stage === 'verify') open ||= engine.mebibytes('VmHWM')
          },
        },
      )
      after = engine.processorMs()
    }
    const peak = engine.mebibytes('VmHWM')
    await engine.stop()
    return { one: (after - before) / batch, open, peak }
  })
