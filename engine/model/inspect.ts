import { stat } from 'node:fs/promises'
import { ownControl, ownSketch } from '#shared/conditions.ts'
import type { DeviceId, ModelReport, PartReport } from '#shared/engine-contract.ts'
import { drawsNoise, operatorObstacle } from '../graph/check-operators.ts'
import { readOperators } from '../graph/operators.ts'
import type { Port } from '../runtime.ts'
import { openSession } from '../runtime.ts'
import { checkResiduals, fittingPorts } from './control-fit.ts'
import { familyOf } from './families.ts'
import { type ModelFolder, type Part, readModelFolder } from './folder.ts'
import { hashModel } from './hash.ts'
import { type Model, openModel } from './open.ts'
import type { Knob } from './studio-manifest.ts'

export type InspectOptions = { device?: DeviceId | undefined; verify: boolean; signal: AbortSignal }

/** Opens everything that drawing needs and reports what it found; what cannot run is told, not thrown. */
export async function inspectModel(
  path: string,
  { device, verify, signal }: InspectOptions,
): Promise<ModelReport> {
  const problems: string[] = []
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      if (signal.aborted) throw error
      problems.push(error instanceof Error ? error.message : String(error))
      return null
    }
  }
  const folder = await readModelFolder(path)
  const model = await attempt(() => openModel(path, { device }))
  const hash = verify ? await attempt(() => hashModel(folder.path, folder.studio, signal)) : null
  const parts = await Promise.all(
    (Object.keys(folder.files) as Part[]).map(part => partReport(folder, part, attempt)),
  )
  const nets = model ? await netsReport(model) : { fitting: [], warnings: [] }
  await model?.release()
  return {
    id: folder.id,
    folder: folder.path,
    family: folder.studio?.family ?? familyOf(folder).name,
    canRun: problems.length === 0,
    problems: [...new Set(problems)],
    warnings: [
      ...(model?.device.skipped.map(({ id, reason }) => `Not on ${id}: ${reason}`) ?? []),
      ...nets.warnings,
      ...noiseWarning(folder),
    ],
    hash: hash?.hash ?? null,
    bytes: hash?.bytes ?? parts.reduce((sum, { bytes }) => sum + bytes, 0),
    parts,
    defaults: model?.defaults ?? null,
    knobs: (folder.studio?.knobs ?? []).map(knobReport),
    controls: [
      ...(model?.ports.sketch ? [ownSketch] : []),
      ...(model?.ports.controlnet_cond ? [ownControl] : []),
      ...nets.fitting,
    ],
    regions: model?.ports.region_masks ? 'input' : 'mixing',
    inpaints: model?.inpaints ?? false,
    licence: folder.studio?.licence ?? null,
  }
}

function noiseWarning({ files }: ModelFolder): string[] {
  const operators = files.vae_encoder && readOperators(files.vae_encoder)
  return operators && drawsNoise(operators)
    ? [
        `${files.vae_encoder} draws noise of its own, so that a picture that begins from an image differs each time; export it again with \`optimum-cli export onnx\``,
      ]
    : []
}

/** Which ControlNets go with the model, and why the others do not; it draws without them. */
async function netsReport(model: Model): Promise<{ fitting: string[]; warnings: string[] }> {
  const fitting: string[] = []
  const warnings: string[] = []
  for (const [name, file] of Object.entries(model.folder.controlNets)) {
    try {
      checkResiduals(model)
      const session = await openSession(file, { provider: 'cpu', threads: 1 })
      try {
        fittingPorts(model, session, file)
      } finally {
        await session.release()
      }
      fitting.push(name)
    } catch (error) {
      warnings.push(error instanceof Error ? error.message : String(error))
    }
  }
  return { fitting, warnings: [...new Set(warnings)] }
}

type Attempt = <T>(work: () => Promise<T>) => Promise<T | null>

async function partReport(folder: ModelFolder, part: Part, attempt: Attempt): Promise<PartReport> {
  const file = folder.files[part]!
  // What only another device can run is told where the model is opened, not here.
  const elsewhere = operatorObstacle(file, 'cpu') !== null
  const session = elsewhere ? null : await attempt(() => openSession(file, { provider: 'cpu', threads: 1 }))
  const report = {
    part,
    file,
    bytes: (await stat(file)).size,
    inputs: session?.inputs.map(describe) ?? (elsewhere ? (readOperators(file)?.inputs ?? []) : []),
    outputs: session?.outputs.map(describe) ?? [],
  }
  await session?.release()
  return report
}

const describe = ({ name, type, dims }: Port) => `${name}: ${type}[${dims.join(', ')}]`

const knobReport = ({ name, label, kind, min, max, unit, help, choices }: Knob) => ({
  name,
  label,
  kind,
  min: min ?? null,
  max: max ?? null,
  unit,
  help,
  choices,
})
