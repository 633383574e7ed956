import type { Point } from '#shared/canvas/matrix.ts'
import type { Drawing, Item, Layer, RecordId } from '#shared/canvas/records.ts'
import type { Changes } from '../../stores/canvas.ts'
import type { CanvasView } from '../../stores/canvas-view.ts'

/** Where a pen is, in pixels of the page. */
export type Pen = Point & {
  /** 0..1; half for what tells none. */
  pressure: number
  shift: boolean
  alt: boolean
  /** The other end of a pen. */
  eraser: boolean
}

/** What a tool may do; a test gives it a plain one. */
export type ToolHost = {
  view(): CanvasView
  set(part: Partial<CanvasView>): void
  drawing(): Drawing
  /** The layer that can be drawn on; says why there is none and gives null. */
  layer(): Layer | null
  newId(): RecordId
  /** Shows items as if they lay on the active layer. */
  show(items: readonly Item[]): void
  /** Shows a dashed line. */
  guide(points: readonly Point[]): void
  commit(label: string, changes: Changes): void
  /** Part of the last gesture. */
  amend(changes: Changes): void
  /** The colour of what is seen at a point, as #rrggbb. */
  colourAt(point: Point): string | null
  /** The active layer's pixels, four bytes each, and how many there are to a pixel of the page. */
  pixels(): { width: number; height: number; data: Uint8ClampedArray; scale: number } | null
  /** Keeps pixels as an image and gives its id. */
  keep(image: ImageData): Promise<string>
  /** Asks for a line of text at a point; null when it was given up. */
  ask(point: Point): Promise<string | null>
}

/** A tool in a hand. Points come one by one; `up` and `cancel` end a gesture. */
export type Tool = {
  cursor: string
  down(pen: Pen): void
  move?(pens: readonly Pen[]): void
  up?(pen: Pen): void
  /** The hand is lifted without meaning it: nothing remains. */
  cancel?(): void
  /** The pen is above the page, not on it. */
  hover?(pen: Pen): void
  /** True: the key was the tool's. */
  key?(key: string, held: { shift: boolean }): boolean
}
