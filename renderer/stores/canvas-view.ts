import { create } from 'zustand'
import type { RecordId } from '#shared/canvas/records.ts'

export const toolIds = [
  'brush',
  'eraser',
  'line',
  'rectangle',
  'ellipse',
  'polygon',
  'fill',
  'label',
  'picker',
  'lasso',
  'move',
  'box',
  'hand',
] as const
export type ToolId = (typeof toolIds)[number]

/** Of the page in the window: window = page * scale, turned by `rotation` degrees, moved by x and y. */
export type Viewport = { x: number; y: number; scale: number; rotation: number }

/** What is at hand on the canvas: never part of the drawing, never taken back. */
export type CanvasView = {
  tool: ToolId
  /** The one before, to which a key held down for a moment comes back. */
  toolBefore: ToolId
  /** What is drawn on. */
  layer: RecordId | null
  selected: readonly RecordId[]
  colour: string
  /** The other colour, exchanged by a key. */
  colourBehind: string
  /** Diameter in pixels of the page. */
  size: number
  opacity: number
  smoothing: number
  pressure: boolean
  /** Shapes: whether they have an outline and are filled. */
  outline: boolean
  filled: boolean
  /** How far a fill or a picker looks: difference of colour, 0..255. */
  tolerance: number
  symmetry: 'none' | 'across' | 'down' | 'both'
  snap: boolean
  viewport: Viewport
  /** Whether the page was fitted into the window since it was opened. */
  fitted: boolean
  /** The picture follows the drawing. */
  live: boolean
  /** What is drawn here steers what is rolled. */
  steers: boolean
}

export const useCanvasView = create<CanvasView>(() => ({
  tool: 'brush',
  toolBefore: 'brush',
  layer: null,
  selected: [],
  colour: '#1c1917',
  colourBehind: '#ffffff',
  size: 12,
  opacity: 1,
  smoothing: 0.5,
  pressure: true,
  outline: true,
  filled: false,
  tolerance: 32,
  symmetry: 'none',
  snap: false,
  viewport: { x: 0, y: 0, scale: 1, rotation: 0 },
  fitted: false,
  live: true,
  steers: true,
}))

export const setCanvasView = useCanvasView.setState

/** Takes up a tool and remembers the one before. */
export const takeTool = (tool: ToolId): void =>
  setCanvasView(view => (view.tool === tool ? view : { tool, toolBefore: view.tool }))
