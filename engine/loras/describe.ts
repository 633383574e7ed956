import { parseJson } from '#shared/bounded-json.ts'
import { type KindId, kindOf, kinds, readerOf } from './kinds.ts'
import { type LoraFile, openLora } from './lora-file.ts'
import { modulesOf } from './names.ts'

/** What a LoRA's file tells of itself, from its head alone. */
export type LoraDescription = {
  /** `LoRA`, `LoHa`... */
  kinds: string[]
  /** What it was trained on, as its trainer wrote it; null where nothing is said. */
  base: string | null
  /** How wide the words are that its U-Net layers read (768 SD 1.x, 1024 SD 2.x, 2048 SDXL); null where none does. */
  wordWidth: number | null
  /** It has layers for the text encoders as well. */
  words: boolean
  /** Why no model here can take it; null when it is for Stable Diffusion. */
  problem: string | null
  title: string | null
  /** What its training pictures were tagged with, the most frequent first. */
  triggers: { word: string; count: number }[]
}

/** Errors: as `openLora`. */
export async function describeLora(path: string, name: string): Promise<LoraDescription> {
  const file = await openLora(path, name)
  try {
    const { parts } = modulesOf(file)
    const modules = [...parts.unet.values(), ...parts.text_encoder.values(), ...parts.text_encoder_2.values()]
    const found = new Set<KindId>()
    let problem: string | null = modules.length
      ? null
      : 'it has no layers of a Stable Diffusion model (Flux, SD3 and other transformers have others)'
    try {
      for (const module of modules) {
        const kind = kindOf(module, name)
        if (kind) found.add(kind)
      }
    } catch (error) {
      problem ??= (error as Error).message
    }
    const { metadata } = file
    return {
      kinds: [...found].map(kind => kinds[kind].label),
      base: metadata['modelspec.architecture'] ?? metadata.ss_base_model_version ?? null,
      wordWidth: problem ? null : wordWidth(file, parts.unet),
      words: parts.text_encoder.size + parts.text_encoder_2.size > 0,
      problem,
      title: metadata['modelspec.title'] ?? metadata.ss_output_name ?? null,
      triggers: triggersOf(metadata),
    }
  } finally {
    await file.close()
  }
}

/** Keys and values of cross-attention are made of the words. */
function wordWidth(file: LoraFile, unet: ReturnType<typeof modulesOf>['parts']['unet']): number | null {
  for (const module of unet.values()) {
    if (!/attn2_to_[kv]$/.test(module.flat)) continue
    const kind = kindOf(module, file.name)
    // An (IA)³ layer tells the width of one side alone.
    if (!kind || kind === 'ia3') continue
    return kinds[kind].size(readerOf(file, module, [], rank => rank))[1] || null
  }
  return null
}

const most = 40

/** kohya's `ss_tag_frequency`: folders of pictures, each with its tags and how often they were given. */
function triggersOf({ ss_tag_frequency: text, 'modelspec.trigger_phrase': phrase }: Record<string, string>) {
  const counts = new Map<string, number>()
  try {
    const folders = parseJson(text ?? '{}') as Record<string, Record<string, number>>
    for (const tags of Object.values(folders))
      for (const [tag, count] of Object.entries(tags)) {
        const word = tag.trim().slice(0, 200)
        if (word && Number.isFinite(count)) counts.set(word, (counts.get(word) ?? 0) + count)
      }
  } catch {
    // A note for people: where it cannot be read, nothing is lost.
  }
  const tagged = [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count)
  const named = phrase ? [{ word: phrase.slice(0, 200), count: tagged[0]?.count ?? 1 }] : []
  return [...named, ...tagged.filter(({ word }) => word !== phrase)].slice(0, most)
}
