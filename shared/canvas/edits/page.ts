import { canvasLimits, type Drawing, type PageRecord, pageOf } from '../records.ts'
import type { Changes } from './changes.ts'

const sideWithin = (side: number) =>
  Math.round(Math.max(canvasLimits.side.min, Math.min(canvasLimits.side.max, side)))

/** Another size in whole pixels, brought within the limits; what is drawn stays where it is. */
export const resizePage = (drawing: Drawing, size: { width: number; height: number }): Changes =>
  changePage(drawing, { width: sideWithin(size.width), height: sideWithin(size.height) })

/** Another background, grid, palette. */
export const changePage = (drawing: Drawing, change: Partial<PageRecord>): Changes => [
  ['page', { ...pageOf(drawing), ...change }],
]
