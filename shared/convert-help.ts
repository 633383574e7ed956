/** How to turn a checkpoint into a folder that can be drawn with, by family. The commands are those of docs/models.md. */
export type ConvertRow = { title: string; commands: readonly string[]; notes: readonly string[] }

/** The versions that the commands were run with. */
const convertTools = [
  'torch==2.13.0',
  'diffusers==0.39.0',
  'transformers==4.57.6',
  'optimum==2.1.0',
  'optimum-onnx==0.1.0',
  'onnx==1.23.2',
  'onnxruntime==1.32.0',
  'accelerate==1.15.0',
] as const

export const convertSetup: readonly string[] = [
  'python3 -m venv convert',
  `convert/bin/pip install ${convertTools.join(' ')}`,
]

const exportAs = (task: string) =>
  `convert/bin/optimum-cli export onnx --model CHECKPOINT --task ${task} FOLDER`
const half = `convert/bin/optimum-cli export onnx --model CHECKPOINT --task text-to-image --dtype fp16 FOLDER`
const python = (...lines: string[]) => ["convert/bin/python - <<'END'", ...lines, 'END'].join('\n')

const drawIt = 'reroll generate "a red bird" --model FOLDER'

export const convertRows = {
  sd15: {
    title: 'Stable Diffusion 1.x and 2.x, Turbo, LCM, Lightning, Hyper',
    commands: [exportAs('text-to-image'), drawIt],
    notes: [
      'CHECKPOINT is a folder in diffusers layout (model_index.json, unet/diffusion_pytorch_model.safetensors), or a name on the hub.',
      'Versions with few steps keep their scheduler: what scheduler/scheduler_config.json says decides the defaults.',
    ],
  },
  sdxl: {
    title: 'SDXL and its fast versions',
    commands: [exportAs('text-to-image'), drawIt],
    notes: [
      'The same command; both text encoders come along. Its weights, four bytes each, come to about 14 GB on the disk, and to more in memory while it exports.',
      "SDXL's own VAE gives black pictures at fp16: export at fp32, or put madebyollin/sdxl-vae-fp16-fix in its place before.",
    ],
  },
  safetensors: {
    title: 'One .safetensors or .ckpt file (A1111, ComfyUI, Civitai)',
    commands: [
      python(
        'from diffusers import StableDiffusionPipeline',
        'pipeline = StableDiffusionPipeline.from_single_file("model.safetensors")',
        'pipeline.save_pretrained("CHECKPOINT")',
      ),
      exportAs('text-to-image'),
    ],
    notes: [
      'StableDiffusionXLPipeline for SDXL, StableDiffusionInpaintPipeline for inpainting.',
      'from_single_file looks up the configuration on the hub once; offline, give it config="FOLDER" of a model of the same family.',
    ],
  },
  fp16: {
    title: 'Half the size: fp16',
    commands: [half],
    notes: [
      'Half the disk and memory. It pays on a graphics card; processors mostly count at fp32 anyway.',
      'At the end it may say that validation failed because values differ by more than 1e-5: at half precision they do, and the folder is written nonetheless.',
    ],
  },
  inpaint: {
    title: 'Inpainting checkpoints (a U-Net of nine channels)',
    commands: [exportAs('inpainting')],
    notes: ['Reroll sees from the nine channels that it is told the mask; the canvas uses it so.'],
  },
  lora: {
    title: 'LoRA, merged into a model',
    commands: [
      python(
        'from diffusers import StableDiffusionPipeline',
        'pipeline = StableDiffusionPipeline.from_pretrained("CHECKPOINT")',
        'pipeline.load_lora_weights(".", weight_name="lora.safetensors")',
        'pipeline.fuse_lora(lora_scale=0.8)',
        'pipeline.unload_lora_weights()',
        'pipeline.save_pretrained("MERGED")',
      ),
      exportAs('text-to-image').replace('CHECKPOINT', 'MERGED'),
    ],
    notes: ['Needs peft as well: convert/bin/pip install peft==0.18.0'],
  },
  controlnet: {
    title: 'ControlNet',
    commands: ['convert/bin/python docs/convert/export_controlnet.py CHECKPOINT CONTROLNET FOLDER'],
    notes: [
      "optimum-cli exports no ControlNets. The script, in Reroll's repository, writes FOLDER/controlnet/NAME/model.onnx, and a U-Net with inputs for what it adds.",
    ],
  },
  taesd: {
    title: 'TAESD, a tiny decoder for previews',
    commands: ['convert/bin/python docs/convert/export_taesd.py madebyollin/taesd FOLDER'],
    notes: ['Writes FOLDER/vae_decoder_preview/model.onnx. madebyollin/taesdxl for SDXL.'],
  },
} as const satisfies Record<string, ConvertRow>

export type ConvertFamily = keyof typeof convertRows
export const convertFamilies = Object.keys(convertRows) as ConvertFamily[]

/** The guide as text: of one family, or of all. */
export function convertText(family?: ConvertFamily): string {
  const rows: ConvertRow[] = family ? [convertRows[family]] : Object.values(convertRows)
  const block = (lines: string) => lines.replace(/^/gm, '  ')
  return [
    'Once, into an environment of its own:',
    ...convertSetup.map(block),
    ...rows.flatMap(({ title, commands, notes }) => ['', title, ...commands.map(block), ...notes]),
    '',
    'Then: reroll models add FOLDER',
  ].join('\n')
}
