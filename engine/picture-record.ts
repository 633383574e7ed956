import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { version } from '#shared/version.ts'
import type { ModelHash } from './model/hash.ts'
import type { Model } from './model/open.ts'
import type { Picture } from './pipeline/decode.ts'
import { sha256 } from './png/picture-file.ts'
import type { ExpandedSettings } from './prompt/expand.ts'
import type { PromptTools } from './prompt/prompt-files.ts'
import { runtimeVersion } from './runtime.ts'

/** What a picture's file tells of how it was drawn. */
export const recordOf = (
  picture: Picture,
  {
    settings,
    template,
    embeddings,
  }: Pick<ExpandedSettings, 'settings' | 'template'> & Pick<PromptTools, 'embeddings'>,
  batch: PictureRecord['batch'],
  { folder, device, threads, loras, economy }: Model,
  { hash }: ModelHash,
): PictureRecord => ({
  format: 1,
  settings: settingsOfPicture(settings, batch.index),
  batch,
  model: { id: folder.id, hash },
  device: device.id,
  threads,
  versions: { reroll: version, onnxruntime: runtimeVersion },
  ...((picture.width !== settings.width || picture.height !== settings.height) && {
    size: { width: picture.width, height: picture.height },
  }),
  ...(loras.length > 0 && {
    loraHashes: Object.fromEntries(loras.map(({ name, autoV3 }) => [name, autoV3])),
  }),
  ...((economy.rows !== null || economy.tile !== null) && {
    economy: { rows: economy.rows, tile: economy.tile, ...(economy.apart && { apart: true as const }) },
  }),
  ...(template && { template }),
  ...(embeddings.size && {
    embeddings: Object.fromEntries([...embeddings.values()].map(({ name, sha256 }) => [name, sha256])),
  }),
  pixels: sha256(picture.rgb),
})
