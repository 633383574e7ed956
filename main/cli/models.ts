import { type ConvertFamily, convertFamilies, convertText } from '#shared/convert-help.ts'
import type { ModelReport } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import {
  type InstalledModel,
  installedModels,
  modelFolder,
  userModelFolders,
} from '../studio/model-library.ts'
import { type InstalledUpscaler, installedUpscalers } from '../studio/models/upscalers.ts'
import { modelsHelp } from './models-help.ts'
import { modelsDownload, modelsSearch } from './models-hub.ts'
import { modelsAdd, modelsRemove, modelsVerify } from './models-shelf.ts'
import { parseOptions } from './parse-options.ts'
import { type Io, withSession } from './session.ts'

/** Verbs with options of their own. */
const commands: Record<string, (args: readonly string[], io: Io) => Promise<void>> = {
  add: modelsAdd,
  remove: modelsRemove,
  verify: modelsVerify,
  search: modelsSearch,
  download: modelsDownload,
  'convert-help': async (args, io) => io.out(convertText(familyOf(args))),
}

function familyOf([name, ...rest]: readonly string[]): ConvertFamily | undefined {
  const family = convertFamilies.find(one => one === name)
  if ((name === undefined || family) && !rest.length) return family
  throw new StudioError('invalid-input', unknownMessage('family', [name, ...rest].join(' '), convertFamilies))
}

/** `reroll models`: the list, or what one folder is and whether it can run here, or one of the commands. */
export async function modelsCommand(args: readonly string[], io: Io): Promise<void> {
  const [first = ''] = args
  if (args.includes('--help') || args.includes('-h')) return io.out(modelsHelp)
  if (Object.hasOwn(commands, first)) return commands[first]!(args.slice(1), io)
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean' },
  })
  const [verb = 'list', subject, ...rest] = positionals
  if (verb === 'list' && !subject) {
    const [models, upscalers] = [await installedModels(), await installedUpscalers()]
    return io.out(values.json ? JSON.stringify({ models, upscalers }) : listText(models, upscalers))
  }
  if (verb !== 'info' || !subject || rest.length)
    throw new StudioError(
      'invalid-input',
      `Expected "reroll models", "reroll models info ID|PATH" or one of ${Object.keys(commands).join(', ')}, not "models ${positionals.join(' ').slice(0, 60)}"`,
    )
  const folder = await modelFolder(subject)
  const report = await withSession(io, ({ engine, signal }) =>
    engine.call('models.inspect', { folder }, { signal }),
  )
  io.out(values.json ? JSON.stringify(report) : infoText(report))
  if (!report.canRun) throw new StudioError('model-broken', `${report.id} cannot run here`)
}

const rowText = (id: string, origin: string, at: string) =>
  `${id.padEnd(20)} ${(origin === 'own' ? 'yours' : origin).padEnd(7)}  ${at}`

const listText = (models: readonly InstalledModel[], upscalers: readonly InstalledUpscaler[]) =>
  [
    ...models.map(({ id, folder, origin }) => rowText(id, origin, folder)),
    ...(upscalers.length ? ['', 'Upscalers, for `reroll upscale`:'] : []),
    ...upscalers.map(({ id, file, origin }) => rowText(id, origin, file)),
    models.length ? '' : 'No models found.',
    `Put models of your own into ${userModelFolders().join(' or ')}, or: reroll models add FOLDER|UPSCALER.onnx`,
  ].join('\n')

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`

function infoText(report: ModelReport): string {
  const { id, folder, family, canRun, problems, warnings, hash, bytes, parts, defaults, knobs, licence } =
    report
  const { controls, regions, inpaints } = report
  const lines = [
    `${id}  (${family}, ${mebibytes(bytes)}${licence ? `, ${licence}` : ''})`,
    folder,
    canRun ? 'Can run here.' : 'Cannot run here:',
    ...problems.map(problem => `  ${problem}`),
    ...warnings.map(warning => `  ${warning}`),
    ...(hash ? [`Hash ${hash}`] : []),
  ]
  if (defaults) {
    const { width, height, steps, guidance, sampler, schedule } = defaults
    lines.push(
      `Draws ${width}x${height} in ${steps} steps of ${sampler} (schedule ${schedule}) at guidance scale ${guidance}`,
    )
  }
  if (canRun)
    lines.push(
      `Reads ${controls.length ? `maps as ${controls.join(', ')}` : 'no sketches or maps'}; regions ${regions === 'input' ? 'by an input of its own' : 'by mixing predictions'}${inpaints ? '; made for inpainting' : ''}`,
    )
  for (const { name, min, max, unit, help, choices } of knobs)
    lines.push(
      `  knob ${name.padEnd(10)} ${choices.length ? choices.join(' | ') : `${min} to ${max} ${unit}`}${help ? `: ${help}` : ''}`,
    )
  for (const { part, bytes: size, inputs, outputs } of parts)
    lines.push(
      `  ${part} (${mebibytes(size)})`,
      ...inputs.map(port => `    in   ${port}`),
      ...outputs.map(port => `    out  ${port}`),
    )
  return lines.join('\n')
}
