import { StudioError } from '#shared/errors.ts'
import type { LoraList } from '#shared/studio/loras.ts'
import { loraCards } from '../studio/loras/lora-cards.ts'
import { loraFolders } from '../studio/loras/lora-library.ts'
import { modelFolder } from '../studio/model-library.ts'
import { stampOf } from '../studio/models/cards.ts'
import { modelOrDefault } from './generate-options.ts'
import { lorasHelp } from './help.ts'
import { parseOptions } from './parse-options.ts'
import type { Io } from './session.ts'

/** `reroll loras`: every installed one, and whether it goes with a model. */
export async function lorasCommand(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    model: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) return io.out(lorasHelp)
  if (positionals.length)
    throw new StudioError(
      'invalid-input',
      `Expected "reroll loras [--model ID|PATH]", not "loras ${positionals[0]}"`,
    )
  const folder = await modelFolder(modelOrDefault(values.model as string | undefined))
  const list = await loraCards(() => loraFolders(), stampOf)(folder)
  io.out(values.json ? JSON.stringify(list) : asText(list))
}

const shown = 6

function asText({ loras, why, folders }: LoraList): string {
  const lines = loras.flatMap(({ name, bytes, kinds, base, triggers, problem }) => {
    const about = [`${(bytes / 2 ** 20).toFixed(1)} MiB`, kinds.join(' + '), base ?? ''].filter(Boolean)
    const words = triggers.slice(0, shown).map(({ word }) => word)
    return [
      `${name.padEnd(28)} ${about.join(', ')}`,
      ...(words.length ? [`  taught with: ${words.join(', ')}`] : []),
      ...(problem ? [`  not here: ${problem}`] : []),
    ]
  })
  return [
    ...(lines.length ? lines : ['No LoRAs found.']),
    ...(why ? [why] : []),
    `Put LoRA files (.safetensors) into ${folders.join(' or ')}; REROLL_LORAS names more folders`,
  ].join('\n')
}
