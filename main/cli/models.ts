import type { ModelReport } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import {
  type InstalledModel,
  installedModels,
  modelFolder,
  userModelFolders,
} from '../studio/model-library.ts'
import { modelsHelp } from './help.ts'
import { parseOptions } from './parse-options.ts'
import { type Io, withSession } from './session.ts'

/** `reroll models`: the list, or what one folder is and whether it can run here. */
export async function modelsCommand(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  const [verb = 'list', subject, ...rest] = positionals
  if (values.help) return io.out(modelsHelp)
  if (verb === 'list' && !subject) {
    const models = await installedModels()
    return io.out(values.json ? JSON.stringify({ models }) : listText(models))
  }
  if (verb !== 'info' || !subject || rest.length)
    throw new StudioError(
      'invalid-input',
      `Expected "reroll models", or "reroll models info ID|PATH", not "models ${positionals.join(' ').slice(0, 60)}"`,
    )
  const folder = await modelFolder(subject)
  const report = await withSession(io, ({ engine, signal }) =>
    engine.call('models.inspect', { folder }, { signal }),
  )
  io.out(values.json ? JSON.stringify(report) : infoText(report))
  if (!report.canRun) throw new StudioError('model-broken', `${report.id} cannot run here`)
}

const listText = (models: readonly InstalledModel[]) =>
  [
    ...models.map(
      ({ id, folder, shipped }) => `${id.padEnd(20)} ${shipped ? 'shipped' : 'yours  '}  ${folder}`,
    ),
    models.length ? '' : 'No models found.',
    `Put models of your own into ${userModelFolders().join(' or ')}`,
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
