import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import { readJson } from '../json-file.ts'
import type { PillowFilter } from '../pillow-resize.ts'

type Three = readonly [number, number, number]

/** How a picture becomes what an image encoder reads. */
export type Preparation = {
  /** `shortest`: the shorter side becomes so many pixels, the longer follows. */
  resize: { kind: 'shortest'; side: number } | { kind: 'exact'; width: number; height: number } | null
  filter: PillowFilter
  /** From the middle, black beyond the picture; `half`: where half a pixel is left over. */
  crop: { width: number; height: number; half: 'down' | 'even' } | null
  /** What bytes are multiplied with; 1/255 brings them to 0..1. */
  factor: number
  mean: Three
  std: Three
}

/** PIL's numbers for its filters; nearest and Hamming are used by no published dual encoder. */
const filterNumbers: Record<number, PillowFilter> = { 1: 'lanczos', 2: 'bilinear', 3: 'bicubic', 4: 'box' }

const openAi = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
} as const satisfies Record<string, Three>
const plain = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const satisfies Record<string, Three>

/** What transformers' image processors assume where a file is silent; `square`: a size of one number means both sides. */
const processors = {
  clip: { side: 224, square: false, crop: true, resample: 3, ...openAi },
  siglip: { side: 224, square: true, crop: false, resample: 3, ...plain },
} as const
export type Processor = keyof typeof processors

const three = z.tuple([z.number(), z.number(), z.number()])
const pixels = z.int().positive().max(4096)
const sides = z.object({ height: pixels, width: pixels })
const preprocessorConfig = z.looseObject({
  do_resize: z.boolean().default(true),
  size: z.union([pixels, sides, z.strictObject({ shortest_edge: pixels })]).optional(),
  resample: z.int().optional(),
  do_center_crop: z.boolean().optional(),
  crop_size: z.union([pixels, sides]).optional(),
  do_rescale: z.boolean().default(true),
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: three.optional(),
  image_std: three.optional(),
})

/**
 * preprocessor_config.json of transformers. do_convert_rgb needs nothing: pictures here are RGB.
 * Errors: `model-missing`, `model-broken`.
 */
export async function readPreprocessor(file: string, processor: Processor): Promise<Preparation> {
  const raw = await readJson(file, preprocessorConfig)
  const usual = processors[processor]
  const filter = filterNumbers[raw.resample ?? usual.resample]
  if (!filter)
    throw new StudioError(
      'model-broken',
      `${file}: resample is ${raw.resample}; expected 1 (Lanczos), 2 (bilinear), 3 (bicubic) or 4 (box)`,
    )
  const size = raw.size ?? usual.side
  const crop = raw.crop_size ?? usual.side
  const prepared: Preparation = {
    resize: raw.do_resize ? resizeOf(size, usual.square) : null,
    filter,
    crop:
      (raw.do_center_crop ?? usual.crop)
        ? { ...(typeof crop === 'number' ? { width: crop, height: crop } : crop), half: 'down' }
        : null,
    factor: raw.do_rescale ? raw.rescale_factor : 1,
    mean: raw.do_normalize ? (raw.image_mean ?? usual.mean) : [0, 0, 0],
    std: raw.do_normalize ? (raw.image_std ?? usual.std) : [1, 1, 1],
  }
  return checked(prepared, file)
}

function resizeOf(
  size: number | { height: number; width: number } | { shortest_edge: number },
  square: boolean,
) {
  if (typeof size === 'number')
    return square
      ? ({ kind: 'exact', width: size, height: size } as const)
      : ({ kind: 'shortest', side: size } as const)
  return 'shortest_edge' in size
    ? ({ kind: 'shortest', side: size.shortest_edge } as const)
    : ({ kind: 'exact', width: size.width, height: size.height } as const)
}

const filterNames = ['bilinear', 'bicubic', 'lanczos', 'box'] as const
const openClipConfig = z.looseObject({
  size: z.union([pixels, z.tuple([pixels, pixels])]),
  mean: three.default([...openAi.mean]),
  std: three.default([...openAi.std]),
  interpolation: z.enum(filterNames).default('bicubic'),
  resize_mode: z.enum(['shortest', 'squash']).default('shortest'),
})

/** preprocess_cfg.json of OpenCLIP, read as its image_transform reads it. Errors: `model-missing`, `model-broken`. */
export async function readOpenClipPreprocess(file: string): Promise<Preparation> {
  const { size, mean, std, interpolation, resize_mode } = await readJson(file, openClipConfig)
  const [height, width] = typeof size === 'number' ? [size, size] : size
  if (resize_mode === 'shortest' && height !== width)
    throw new StudioError(
      'model-broken',
      `${file}: size ${height} x ${width} with resize_mode "shortest"; only squares are known, or "squash"`,
    )
  return {
    resize: resize_mode === 'squash' ? { kind: 'exact', width, height } : { kind: 'shortest', side: height },
    filter: interpolation,
    crop: resize_mode === 'squash' ? null : { width, height, half: 'even' },
    factor: 1 / 255,
    mean,
    std,
  }
}

/** Pictures of every shape must come out in one size. */
export const preparedSize = ({ crop, resize }: Preparation): { width: number; height: number } | null =>
  crop ?? (resize?.kind === 'exact' ? resize : null)

function checked(prepared: Preparation, file: string): Preparation {
  if (preparedSize(prepared)) return prepared
  throw new StudioError(
    'model-broken',
    `${file} leaves pictures in many sizes; expected do_center_crop, or a size with height and width`,
  )
}
