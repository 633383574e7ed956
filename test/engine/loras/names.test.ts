import { describe, expect, test } from 'vitest'
import { ldmName } from '#engine/loras/ldm-names.ts'
import { modulesOf } from '#engine/loras/names.ts'

/** From diffusers' own converter, for two layers per block and attention as SD 1.5 has it. */
test.each([
  ['conv_in', 'input_blocks_0_0'],
  ['time_embedding_linear_1', 'time_embed_0'],
  ['add_embedding_linear_2', 'label_emb_0_2'],
  ['down_blocks_0_resnets_0_conv1', 'input_blocks_1_0_in_layers_2'],
  ['down_blocks_0_attentions_1_proj_in', 'input_blocks_2_1_proj_in'],
  ['down_blocks_0_downsamplers_0_conv', 'input_blocks_3_0_op'],
  [
    'down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_q',
    'input_blocks_4_1_transformer_blocks_0_attn1_to_q',
  ],
  ['down_blocks_1_resnets_0_conv_shortcut', 'input_blocks_4_0_skip_connection'],
  ['down_blocks_3_resnets_1_time_emb_proj', 'input_blocks_11_0_emb_layers_1'],
  ['mid_block_resnets_0_conv2', 'middle_block_0_out_layers_3'],
  ['mid_block_attentions_0_proj_out', 'middle_block_1_proj_out'],
  ['mid_block_resnets_1_norm1', 'middle_block_2_in_layers_0'],
  ['up_blocks_0_resnets_2_norm2', 'output_blocks_2_0_out_layers_0'],
  ['up_blocks_0_upsamplers_0_conv', 'output_blocks_2_1_conv'],
  ['up_blocks_1_attentions_0_proj_in', 'output_blocks_3_1_proj_in'],
  ['up_blocks_1_upsamplers_0_conv', 'output_blocks_5_2_conv'],
  ['up_blocks_3_attentions_2_proj_out', 'output_blocks_11_1_proj_out'],
  ['conv_out', 'out_2'],
  ['something_else', null],
])('%s is %s in the original checkpoints', (ours, theirs) => {
  expect(ldmName(ours, 2, block => block !== 'up_blocks_0')).toBe(theirs)
})

describe('keys', () => {
  const sorted = (...keys: string[]) =>
    modulesOf({
      tensors: new Map(keys.map(key => [key, { dtype: 'F32', shape: [1], at: 0, end: 4 }])),
    })
  const attention = 'down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q'

  test.each([
    [`lora_unet_${attention}.lora_down.weight`, 'unet', attention, 'lora_down.weight'],
    [`lora_unet_${attention}.dora_scale`, 'unet', attention, 'dora_scale'],
    [
      'lora_te_text_model_encoder_layers_0_mlp_fc1.alpha',
      'text_encoder',
      'text_model_encoder_layers_0_mlp_fc1',
      'alpha',
    ],
    [
      'lora_te1_text_model_encoder_layers_0_mlp_fc1.hada_w1_a',
      'text_encoder',
      'text_model_encoder_layers_0_mlp_fc1',
      'hada_w1_a',
    ],
    ['lora_te2_text_projection.lora_up.weight', 'text_encoder_2', 'text_projection', 'lora_up.weight'],
    [
      'unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_A.weight',
      'unet',
      attention,
      'lora_down.weight',
    ],
    [
      'base_model.model.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_B.weight',
      'unet',
      attention,
      'lora_up.weight',
    ],
    [
      'unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_magnitude_vector',
      'unet',
      attention,
      'dora_scale',
    ],
    [
      'unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.up.weight',
      'unet',
      attention,
      'lora_up.weight',
    ],
    [
      'text_encoder_2.text_model.encoder.layers.0.self_attn.q_proj.lora_linear_layer.down.weight',
      'text_encoder_2',
      'text_model_encoder_layers_0_self_attn_q_proj',
      'lora_down.weight',
    ],
    [
      'diffusion_model.input_blocks.1.1.proj_in.lora_A.weight',
      'unet',
      'input_blocks_1_1_proj_in',
      'lora_down.weight',
    ],
  ] as const)('%s', (key, part, flat, what) => {
    expect(sorted(key).parts[part].get(flat)?.keys).toEqual(new Map([[what, key]]))
  })

  test('of other models are told, not taken', () => {
    const keys = ['transformer.single_blocks.0.attn.to_q.lora_A.weight', 'lora_unet_x.unheard_of']
    expect(sorted(...keys).strange).toEqual(keys)
  })
})
