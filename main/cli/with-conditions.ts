import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { defaultsOf } from '#engine/model/defaults.ts'
import { readModelFolder } from '#engine/model/folder.ts'
import { sizeRule } from '#engine/model/size.ts'
import { readAssets } from '#engine/png/assets-chunk.ts'
import type { PictureOrigin } from '#engine/png/picture-file.ts'
import { type Assets, noConditions, ownSketch } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import { assetStore } from '../studio/canvas/asset-store.ts'
import { withAssets } from '../studio/canvas/with-assets.ts'
import { assetsFolder } from '../studio/folders.ts'
import type { GenerateCommand } from './generate-options.ts'
import { readConditions } from './read-conditions.ts'
import type { Session } from './session.ts'

export type ConditionedCommand = { assets: Assets }

/**
 * The command with the conditions that its files come to. `model`: the folder that will draw.
 * Errors: `invalid-input` for files that cannot be used, and for a net that the model does not have.
 */
export async function withConditions<C extends GenerateCommand>(
  command: C,
  origin: PictureOrigin | null,
  model: string,
): Promise<C & ConditionedCommand> {
  const { conditions: choice } = command
  if (!choice) return { ...command, assets: {} }
  const folder = await readModelFolder(model)
  const rule = sizeRule(folder, [])
  const before = origin?.kind === 'reroll' ? origin.record.settings : undefined
  const defaults = defaultsOf(folder, rule)
  const size = {
    width: command.generation.width ?? before?.width ?? defaults.width,
    height: command.generation.height ?? before?.height ?? defaults.height,
  }
  const { conditions, files } = readConditions(choice, before?.conditions ?? noConditions, size)
  const reads = folder.studio?.controls ?? []
  if (choice.sketch && !reads.includes(ownSketch))
    throw new StudioError(
      'invalid-input',
      `${basename(folder.path)} reads no sketches of its own; give the lines to a ControlNet with --control NET=FILE, or begin from a coloured sketch with --init FILE --strength 0.8`,
    )
  const generation = { ...command.generation, conditions }
  return { ...command, generation, given: [...command.given, 'conditions'], assets: files }
}

/** A session whose engine is handed the files of the command, of the picture of `--from`, and those kept by the studio. */
export async function withAssetFiles(
  session: Session,
  { assets = {}, from }: { assets?: Assets; from: string | undefined },
): Promise<Session> {
  const carried = from ? readAssets(await readFile(from)) : {}
  const kept = assetStore(assetsFolder())
  const known: Assets = { ...carried, ...assets }
  const store = {
    of: async (ids: readonly string[]): Promise<Assets> => ({
      ...(await kept.of(ids.filter(id => !known[id]))),
      ...Object.fromEntries(ids.flatMap(id => (known[id] ? [[id, known[id]]] : []))),
    }),
  }
  const { engine } = session
  return { ...session, engine: { ...engine, call: withAssets(engine.call, store) } }
}
