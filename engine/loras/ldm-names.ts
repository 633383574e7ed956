/** What the parts of a residual block are called in the original checkpoints. */
const resnet: Record<string, string> = {
  norm1: 'in_layers_0',
  conv1: 'in_layers_2',
  time_emb_proj: 'emb_layers_1',
  norm2: 'out_layers_0',
  conv2: 'out_layers_3',
  conv_shortcut: 'skip_connection',
}

const outside: Record<string, string> = {
  conv_in: 'input_blocks_0_0',
  conv_norm_out: 'out_0',
  conv_out: 'out_2',
  time_embedding_linear_1: 'time_embed_0',
  time_embedding_linear_2: 'time_embed_2',
  add_embedding_linear_1: 'label_emb_0_0',
  add_embedding_linear_2: 'label_emb_0_2',
}

/**
 * The name that a U-Net's module, its path given with `_` for dots, has in the original checkpoints of Stable Diffusion,
 * where blocks are counted through: `down_blocks_0_attentions_1_proj_in` is `input_blocks_2_1_proj_in`. Null for what they
 * do not have. Source: `convert_from_ckpt.py` of diffusers. `layers` is `layers_per_block`; `attended` tells whether a
 * block of the way up has attention, since its upsampler counts after it.
 */
export function ldmName(flat: string, layers: number, attended: (block: string) => boolean): string | null {
  if (outside[flat]) return outside[flat]
  const inner = (kind: string, rest: string) => (kind === 'resnets' ? (resnet[rest] ?? null) : rest)
  const block = /^(down|up)_blocks_(\d+)_(resnets|attentions|downsamplers|upsamplers)_(\d+)_(.+)$/.exec(flat)
  if (block) {
    const [, way, i, kind, j, rest] = block as unknown as [string, string, string, string, string, string]
    const [outer, at] = [Number(i), Number(j)]
    if (kind === 'downsamplers')
      return rest === 'conv' ? `input_blocks_${(layers + 1) * (outer + 1)}_0_op` : null
    if (kind === 'upsamplers')
      return `output_blocks_${(layers + 1) * outer + layers}_${attended(`up_blocks_${i}`) ? 2 : 1}_${rest}`
    const number = way === 'down' ? 1 + (layers + 1) * outer + at : (layers + 1) * outer + at
    const named = inner(kind, rest)
    const side = way === 'down' ? 'input' : 'output'
    return named && `${side}_blocks_${number}_${kind === 'resnets' ? 0 : 1}_${named}`
  }
  const middle = /^mid_block_(resnets|attentions)_(\d+)_(.+)$/.exec(flat)
  if (!middle) return null
  const [, kind, j, rest] = middle as unknown as [string, string, string, string]
  const named = inner(kind, rest)
  return named && `middle_block_${kind === 'attentions' ? 1 + 2 * Number(j) : 2 * Number(j)}_${named}`
}
