import { stat } from 'node:fs/promises'
import { StudioError } from '#shared/errors.ts'
import { clipOf, type LoraFiles, lorasOfSettings, type Naming } from '#shared/loras.ts'
import { same } from '#shared/same.ts'
import type { LoraToLay } from './merge.ts'

/**
 * The LoRAs of what is to be drawn, with their files. Errors: `model-missing` naming those that are not there;
 * `invalid-input` when several pictures of one request name different ones, since all are drawn by one model.
 */
export async function lorasToLay(generations: readonly Naming[], files: LoraFiles): Promise<LoraToLay[]> {
  const [first = [], ...rest] = generations.map(lorasOfSettings)
  if (rest.some(other => !same(other, first)))
    throw new StudioError('invalid-input', 'Pictures with different LoRAs cannot be drawn by one request')
  const missing = first.filter(({ name }) => !files[name]).map(({ name }) => `"${name}"`)
  if (missing.length) throw new StudioError('model-missing', missingLoras(missing))
  return Promise.all(
    first.map(async one => {
      const file = files[one.name]!
      const info = await stat(file).catch(() => null)
      return {
        name: one.name,
        file,
        strength: one.strength,
        clip: clipOf(one),
        // Another file under the same name is another model.
        stamp: `${info?.size}:${info?.mtimeMs}`,
      }
    }),
  )
}

const missingLoras = (names: readonly string[]): string =>
  `${names.length > 1 ? 'The LoRAs' : 'The LoRA'} ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} not among the installed ones; put the file where \`reroll loras\` says, or leave it out`
