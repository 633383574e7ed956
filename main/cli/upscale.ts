import { existsSync, statSync } from 'node:fs'
import { extname, join, parse, resolve } from 'node:path'
import { deviceIds } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { factorLimits } from '#shared/upscaled.ts'
import { upscalerFile } from '../studio/models/upscalers.ts'
import { notEmpty, oneOf } from './generate-options.ts'
import { numberGiven, type Options, parseOptions, whole } from './parse-options.ts'
import { duration, rewritten } from './progress.ts'
import { readPng } from './read-png.ts'
import { type Io, withSession } from './session.ts'
import { upscaleHelp } from './upscale-help.ts'

const options = {
  model: { type: 'string' },
  out: { type: 'string' },
  tile: { type: 'string' },
  factor: { type: 'string' },
  device: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} satisfies Options

/** `reroll upscale`: pictures made larger, each as a file of its own. */
export async function upscaleCommand(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, options)
  if (values.help) return io.out(upscaleHelp)
  if (!positionals.length)
    throw new StudioError('invalid-input', 'Which pictures? reroll upscale bird.png --model 4x.onnx')
  const tile = numberGiven(values, 'tile')
  const factor = numberGiven(values, 'factor')
  if (factor !== undefined && !(factor > factorLimits.min && factor <= factorLimits.max))
    throw new StudioError(
      'invalid-input',
      `--factor must be above ${factorLimits.min}, at most ${factorLimits.max}, not ${factor}`,
    )
  const request = {
    model: await upscalerFile(notEmpty('model', values.model as string | undefined)),
    device: oneOf('device', values.device as string | undefined, deviceIds),
    images: namesOf(positionals, notEmpty('out', values.out as string | undefined)),
    ...(factor !== undefined && { factor }),
    ...(tile !== undefined && { tile: whole('tile', tile, { min: 64, max: 2048 }) }),
  }
  // What is no picture is told before the upscaler is opened.
  for (const { from } of request.images) readPng(from)
  await withSession(io, async ({ engine, signal }) => {
    const line = rewritten(io.err)
    try {
      const result = await engine.call('upscale.run', request, {
        signal,
        onEvent: ({ image, images, tile: done, of, msLeft }) =>
          line.show(
            `Enlarging picture ${image + 1} of ${images}: tile ${done} of ${of}${msLeft === null ? '' : `, ${duration(msLeft)} left`}`,
          ),
      })
      line.clear()
      if (values.json) return io.out(JSON.stringify(result))
      for (const { file, width, height } of result.images)
        io.out(`${file}  ${width}x${height}, ${result.factor} times as large`)
    } finally {
      line.clear()
    }
  })
}

/** Beside nothing that lies there: `bird-upscaled.png`. `out` is a .png file for one picture, or a folder. */
function namesOf(files: readonly string[], out: string | undefined) {
  const isFile = out !== undefined && extname(out).toLowerCase() === '.png' && !isFolder(out)
  if (isFile && files.length > 1)
    throw new StudioError(
      'invalid-input',
      `--out ${out} is one file for ${files.length} pictures; give a folder`,
    )
  if (out !== undefined && !isFile && extname(out) && !isFolder(out))
    throw new StudioError(
      'invalid-input',
      `--out ${out}: Reroll writes PNG files; give a name that ends in .png, or a folder`,
    )
  const taken = new Set<string>()
  return files.map(from => {
    if (isFile) return { from: resolve(from), to: resolve(out) }
    const { name } = parse(from)
    let to = resolve(join(out ?? '.', `${name}-upscaled.png`))
    for (let n = 2; existsSync(to) || taken.has(to); n++)
      to = resolve(join(out ?? '.', `${name}-upscaled-${n}.png`))
    taken.add(to)
    return { from: resolve(from), to }
  })
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory()
