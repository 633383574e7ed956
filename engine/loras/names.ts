import type { LoraFile } from './lora-file.ts'

/** The graphs that a LoRA may change. */
export const loraParts = ['unet', 'text_encoder', 'text_encoder_2'] as const
export type LoraPart = (typeof loraParts)[number]

/** The tensors of one module, by what they are in kohya's and LyCORIS' words: `lora_up.weight`, `hada_w1_a`, `alpha`. */
export type LoraModule = {
  /** The module's path with `_` for every dot: `down_blocks_0_attentions_0_proj_in`. */
  flat: string
  /** Keys in the file. */
  keys: Map<string, string>
}

/** What a key ends in, and what that is in kohya's words. The longest that fits counts. */
const endings: Record<string, string> = Object.fromEntries([
  ...['lora_down.weight', 'lora_up.weight', 'lora_mid.weight', 'alpha', 'dora_scale'].map(key => [key, key]),
  ...['hada_w1_a', 'hada_w1_b', 'hada_w2_a', 'hada_w2_b', 'hada_t1', 'hada_t2'].map(key => [key, key]),
  ...['lokr_w1', 'lokr_w1_a', 'lokr_w1_b', 'lokr_w2', 'lokr_w2_a', 'lokr_w2_b', 'lokr_t2'].map(key => [
    key,
    key,
  ]),
  ...['weight', 'on_input', 'diff', 'diff_b', 'w_norm', 'b_norm'].map(key => [key, key]),
  // Read, so that they can be refused by name.
  ...['oft_blocks', 'oft_diag', 'a1.weight', 'a2.weight', 'b1.weight', 'b2.weight', 'set_weight'].map(key => [
    key,
    key,
  ]),
  // diffusers and peft.
  ...['lora_A', 'lora_A.default', 'lora.down', 'lora_linear_layer.down'].map(key => [
    `${key}.weight`,
    'lora_down.weight',
  ]),
  ...['lora_B', 'lora_B.default', 'lora.up', 'lora_linear_layer.up'].map(key => [
    `${key}.weight`,
    'lora_up.weight',
  ]),
  ...['lora_magnitude_vector', 'lora_magnitude_vector.weight', 'lora_magnitude_vector.default.weight'].map(
    key => [key, 'dora_scale'],
  ),
])
const byLength = Object.keys(endings).sort((a, b) => b.length - a.length)

/** How a key begins, and the part that it then belongs to. The first that fits counts. */
const beginnings: readonly { start: RegExp; part: LoraPart }[] = [
  { start: /^lora_unet_/, part: 'unet' },
  { start: /^lora_te1?_/, part: 'text_encoder' },
  { start: /^lora_te2_/, part: 'text_encoder_2' },
  { start: /^(?:base_model\.model\.)?unet\./, part: 'unet' },
  { start: /^(?:base_model\.model\.)?text_encoder\./, part: 'text_encoder' },
  { start: /^(?:base_model\.model\.)?text_encoder_2\./, part: 'text_encoder_2' },
  // A U-Net alone: as peft, as diffusers' adapters, and in the names of the original checkpoints.
  { start: /^(?:base_model\.model\.|(?:model\.)?diffusion_model\.)/, part: 'unet' },
  {
    start:
      /^(?=(?:down_blocks|mid_block|up_blocks|conv_in|conv_out|input_blocks|middle_block|output_blocks)[._])/,
    part: 'unet',
  },
]

export type LoraModules = {
  parts: Record<LoraPart, Map<string, LoraModule>>
  /** Keys that belong to nothing that Stable Diffusion has. */
  strange: string[]
}

/** Sorts a file's keys by part and module. Naming: kohya-ss/sd-scripts, LyCORIS, diffusers (old and new), peft. */
export function modulesOf({ tensors }: Pick<LoraFile, 'tensors'>): LoraModules {
  const parts = {
    unet: new Map(),
    text_encoder: new Map(),
    text_encoder_2: new Map(),
  } as LoraModules['parts']
  const strange: string[] = []
  for (const key of tensors.keys()) {
    const plain = withoutProcessor(key)
    const ending = byLength.find(end => plain.endsWith(`.${end}`))
    const beginning = beginnings.find(({ start }) => start.test(plain))
    if (!ending || !beginning) {
      strange.push(key)
      continue
    }
    const flat = plain
      .slice(0, -ending.length - 1)
      .replace(beginning.start, '')
      .replaceAll('.', '_')
    const modules = parts[beginning.part]
    const module: LoraModule = modules.get(flat) ?? { flat, keys: new Map() }
    module.keys.set(endings[ending]!, key)
    modules.set(flat, module)
  }
  return { parts, strange }
}

/** diffusers before 0.22 kept LoRAs in the attention's processor: `attn1.processor.to_out_lora.up.weight`. */
const withoutProcessor = (key: string): string =>
  key.replace(
    /\.processor\.(to_[qkv]|to_out)_lora\.(down|up)\.weight$/,
    (_, layer: string, way: string) => `.${layer === 'to_out' ? 'to_out.0' : layer}.lora.${way}.weight`,
  )
