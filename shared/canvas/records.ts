import * as z from 'zod'
import { assetId, conditionLimits, ownSketch } from '../conditions.ts'

/** A drawing is a map of flat records; pixels lie in PNG files beside it and are named by their SHA-256. */

export const canvasLimits = {
  /** Of a page, in its own pixels. */
  side: { min: 64, max: 8192 },
  layers: 100,
  items: 20_000,
  /** Numbers in the points of one stroke: three for each point. */
  points: 60_000,
  brush: { min: 1, max: 1000 },
} as const

const id = z.string().min(1).max(40)
const share = z.number().min(0).max(1)
const finite = z.number().min(-1e6).max(1e6)
const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'a colour is # and six hexadecimal digits')

export const layerRoles = ['sketch', 'colour', 'region', 'mask', 'image', 'result'] as const
/** What a layer tells the model; `result` holds what came out and tells nothing until it is made an image layer. */
export type LayerRole = (typeof layerRoles)[number]

export const edgeKinds = ['none', 'canny', 'soft', 'thin'] as const
export type EdgeKind = (typeof edgeKinds)[number]

export const layer = z.strictObject({
  kind: z.literal('layer'),
  id,
  role: z.enum(layerRoles),
  name: z.string().max(100),
  /** Layers with a higher number lie over those with a lower one. */
  order: finite,
  /** A hidden layer is not told to the model. */
  visible: z.boolean().default(true),
  locked: z.boolean().default(false),
  opacity: share.default(1),
  /** Of the condition: see shared/conditions.ts. */
  weight: z.number().min(0).max(conditionLimits.weight).default(1),
  from: share.default(0),
  to: share.default(1),
  /** Sketch: what reads it, and how lines are found in what lies on it. */
  net: z.string().min(1).max(100).default(ownSketch),
  edges: z.enum(edgeKinds).default('none'),
  /** Region: its own words. */
  words: z.string().max(conditionLimits.words).default(''),
  /** Region and mask: how softly it ends, as a share of the box's shorter side. */
  feather: z.number().min(0).max(conditionLimits.feather).default(0.03),
  /**
   * Colour and image: how long it holds what is drawn, as a share of the steps; 0 says nothing, 1 keeps it to the end.
   * Where a colour is drawn with pressure, light pressure holds it for less.
   */
  hold: share.default(0.35),
  /** Mask: draws only what lies around it, with so many pixels of the page around; null draws the whole box. */
  padding: z.int().min(0).max(2048).nullable().default(null),
  /** Images on it are seen only where strokes and shapes on it cover them: parts of a picture, taken by a brush. */
  reveal: z.boolean().default(false),
})
export type Layer = z.output<typeof layer>

const item = {
  id,
  /** The layer that it lies on. */
  layer: id,
  order: finite,
  /** a, b, c, d, e, f of an affine map from the item's own coordinates to the page: x' = a x + c y + e. */
  matrix: z.tuple([finite, finite, finite, finite, finite, finite]).default([1, 0, 0, 1, 0, 0]),
  opacity: share.default(1),
  /** Takes away from what its layer holds so far instead of adding to it. */
  erase: z.boolean().default(false),
}

export const stroke = z.strictObject({
  kind: z.literal('stroke'),
  ...item,
  /** x, y in pixels of the page and pressure 0..1, point after point. */
  points: z.array(finite).min(3).max(canvasLimits.points),
  /** Diameter in pixels of the page at full pressure. */
  size: z.number().min(canvasLimits.brush.min).max(canvasLimits.brush.max),
  colour,
  /** 0 follows the hand, 1 smooths most. */
  smoothing: share.default(0.5),
  /** Whether pressure thins the line. */
  pressure: z.boolean().default(true),
})
export type Stroke = z.output<typeof stroke>

export const shape = z.strictObject({
  kind: z.literal('shape'),
  ...item,
  form: z.enum(['line', 'rectangle', 'ellipse', 'polygon']),
  /** x, y, point after point: both ends of a line, two opposite corners, or all corners. */
  points: z.array(finite).min(4).max(canvasLimits.points),
  /** Of its outline; null draws none. */
  line: colour.nullable(),
  width: z.number().min(canvasLimits.brush.min).max(canvasLimits.brush.max),
  fill: colour.nullable(),
})
export type Shape = z.output<typeof shape>

export const label = z.strictObject({
  kind: z.literal('label'),
  ...item,
  x: finite,
  y: finite,
  text: z.string().min(1).max(1000),
  /** Height of a line in pixels of the page. */
  size: z.number().min(4).max(2000),
  colour,
})

export const image = z.strictObject({
  kind: z.literal('image'),
  ...item,
  asset: assetId,
  x: finite,
  y: finite,
  width: z.number().positive().max(1e6),
  height: z.number().positive().max(1e6),
})

/** What a picture is drawn of: a part of the page, and beyond it. There is one, called `box`. */
export const box = z.strictObject({
  kind: z.literal('box'),
  id: z.literal('box'),
  x: z.int().min(-100_000).max(100_000),
  y: z.int().min(-100_000).max(100_000),
  width: z.int().min(8).max(canvasLimits.side.max),
  height: z.int().min(8).max(canvasLimits.side.max),
})
export type Box = z.output<typeof box>

/** There is one, called `page`. */
export const page = z.strictObject({
  kind: z.literal('page'),
  id: z.literal('page'),
  width: z.int().min(canvasLimits.side.min).max(canvasLimits.side.max),
  height: z.int().min(canvasLimits.side.min).max(canvasLimits.side.max),
  background: colour.default('#ffffff'),
  palette: z.array(colour).max(64).default([]),
  /** Pixels between the lines of the grid; null shows none. */
  grid: z.int().min(2).max(1024).nullable().default(null),
})
export type PageRecord = z.output<typeof page>

export const anyItem = z.discriminatedUnion('kind', [stroke, shape, label, image])
export type Item = z.output<typeof anyItem>
export const record = z.discriminatedUnion('kind', [layer, stroke, shape, label, image, box, page])
export type CanvasRecord = z.output<typeof record>
export type RecordId = string

/** The whole drawing; never changed in place. */
export type Drawing = ReadonlyMap<RecordId, CanvasRecord>

/** What became of each record: null stands for none. */
export type Diff = ReadonlyMap<RecordId, readonly [before: CanvasRecord | null, after: CanvasRecord | null]>

export const isItem = (one: CanvasRecord): one is Item =>
  one.kind === 'stroke' || one.kind === 'shape' || one.kind === 'label' || one.kind === 'image'

/** From the lowest to the highest. */
export const layersOf = (drawing: Drawing): Layer[] =>
  [...drawing.values()].filter(one => one.kind === 'layer').sort((a, b) => a.order - b.order)

/** What lies on a layer, from the lowest to the highest. */
export const itemsOf = (drawing: Drawing, layer: RecordId): Item[] =>
  [...drawing.values()]
    .filter(isItem)
    .filter(one => one.layer === layer)
    .sort((a, b) => a.order - b.order)

export const boxOf = (drawing: Drawing): Box => drawing.get('box') as Box
export const pageOf = (drawing: Drawing): PageRecord => drawing.get('page') as PageRecord

/** Every file that a drawing names. */
export const assetsOf = (drawing: Drawing): string[] => [
  ...new Set([...drawing.values()].flatMap(one => (one.kind === 'image' ? [one.asset] : []))),
]
