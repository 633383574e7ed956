import * as z from 'zod'

/** SHA-256 of the bytes of a PNG that settings name, in hex; the bytes travel beside the settings. */
export const assetId = z.string().regex(/^[0-9a-f]{64}$/, 'an image is called by 64 hexadecimal digits')
export type AssetId = string

const share = (name: string) =>
  z
    .number({ error: `${name} must be a number from 0 to 1` })
    .min(0, `${name} must be at least 0`)
    .max(1, `${name} must be at most 1`)

/** The steps in which a condition holds, as shares of all steps: step k of n where from <= (k - 1) / n < to (shared/steer.ts). */
const window = { from: share('from').default(0), to: share('to').default(1) }

export const conditionLimits = { controls: 8, regions: 32, weight: 2, feather: 0.5, words: 2000 } as const

/** The net that means the model's own line drawing input. */
export const ownSketch = 'sketch'

/** The net that means the ControlNet within the U-Net's own graph. */
export const ownControl = 'unet'

/** A map that the model is told: its own line drawing, or what one of its ControlNets reads (arXiv:2302.05543). */
export const control = z.strictObject({
  /** `sketch`, `unet`, or the name of a folder within the model's `controlnet/`. */
  net: z.string().trim().min(1, 'a control needs the name of what reads it').max(100),
  /** A PNG of any size, brought to the picture's; as a line drawing white is ink, black is paper. */
  map: assetId,
  weight: z.number().min(0).max(conditionLimits.weight).default(1),
  ...window,
})
export type Control = z.output<typeof control>

/** A part of the picture with words of its own. */
export const regionOfWords = z
  .strictObject({
    words: z.string().trim().max(conditionLimits.words),
    /** In shares of the picture's width and height. */
    rectangle: z
      .strictObject({ x: share('x'), y: share('y'), width: share('width'), height: share('height') })
      .optional(),
    /** A grey PNG of any size, white within. */
    mask: assetId.optional(),
    weight: share('weight').default(1),
    /** How softly it ends, as a share of the picture's shorter side. */
    feather: z.number().min(0).max(conditionLimits.feather).default(0.03),
    ...window,
  })
  .refine(({ rectangle, mask }) => (rectangle === undefined) !== (mask === undefined), {
    error: 'a region needs either a rectangle or a mask',
  })
export type RegionOfWords = z.output<typeof regionOfWords>

/** The picture that drawing begins from, and how much of it, where, is drawn anew. */
export const startImage = z.strictObject({
  /** A PNG of any size, brought to the picture's; where it is transparent nothing is known and all is drawn anew. */
  image: assetId,
  /** 0 keeps it, 1 draws it all anew (SDEdit, arXiv:2108.01073). */
  strength: share('strength').default(0.75),
  /** A grey PNG: white is drawn anew with the whole strength, grey with its share of it, black is kept (arXiv:2306.00950). */
  mask: assetId.nullable().default(null),
  /** How softly the mask ends, as a share of the picture's shorter side. */
  feather: z.number().min(0).max(conditionLimits.feather).default(0.02),
  /** Draws only what lies around the mask, enlarged, with so many pixels of the image around it; null draws the whole. */
  padding: z.int().min(0).max(2048).nullable().default(null),
})
export type StartImage = z.output<typeof startImage>

/** What steers a picture besides words: sketches, maps, regions, an image to begin from. */
export const conditions = z.strictObject({
  controls: z
    .array(control)
    .max(conditionLimits.controls, `at most ${conditionLimits.controls} sketches and maps at once`)
    .default([]),
  /** Later ones lie over earlier ones. */
  regions: z
    .array(regionOfWords)
    .max(
      conditionLimits.regions,
      `at most ${conditionLimits.regions} regions at once; merge some, or hide their layers`,
    )
    .default([]),
  start: startImage.nullable().default(null),
  /** The drawing that they were made from, as a JSON file; says nothing about how the picture looks. */
  drawing: assetId.nullable().default(null),
})
export type Conditions = z.output<typeof conditions>

export const noConditions: Conditions = { controls: [], regions: [], start: null, drawing: null }

/** Files that travel beside settings, by the SHA-256 of their bytes. */
export const assets = z.record(assetId, z.instanceof(Uint8Array))
export type Assets = Record<AssetId, Uint8Array>

/** The images that conditions name, without repetition. */
export const imagesNamed = ({ controls, regions, start }: Conditions): AssetId[] => [
  ...new Set(
    [...controls.map(({ map }) => map), ...regions.map(({ mask }) => mask), start?.image, start?.mask].filter(
      id => id !== undefined && id !== null,
    ),
  ),
]

/** Every file that conditions name, the drawing included. */
export const filesNamed = (said: Conditions): AssetId[] => [
  ...imagesNamed(said),
  ...(said.drawing ? [said.drawing] : []),
]

type Said = { conditions: Conditions; past: readonly { conditions?: Conditions | undefined }[] }

/** Every file that settings name, their past included, without repetition; `of` says which of each conditions' files. */
export const filesOfSettings = ({ conditions, past }: Said, of = filesNamed): AssetId[] => [
  ...new Set(
    [conditions, ...past.map(branch => branch.conditions ?? noConditions)].flatMap(said => of(said)),
  ),
]
